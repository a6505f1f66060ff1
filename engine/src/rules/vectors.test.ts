import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Facts, noFacts } from "../facts/model.ts";
import { type Absence, absences } from "../facts/state.ts";
import { appraise } from "../kernel/appraise.ts";
import { explain } from "../kernel/explain.ts";
import { exactOf } from "../number/exact.ts";
import { Scheme } from "../scheme/document.ts";
import { AnyRule, kindOf, ruleKinds } from "./registry.ts";

/**
 * Every file of vectors/rules belongs to the rule kind of its name. A case is one item, its subjects with their facts,
 * and the points expected of each; or parameters that make no sense, and the codes that say so.
 */
const folder = new URL("../../../vectors/rules/", import.meta.url);

const Expected = z.strictObject({
  points: z.string().optional(),
  absent: z.enum(absences).optional(),
  /** Some of the values that the explanation of the item must hold. */
  told: z.record(z.string(), z.string()).optional(),
});
const Subject = z.strictObject({
  type: z.enum(["unit", "team", "official"]).default("unit"),
  unit: z.string().optional(),
  team: z.string().optional(),
  service: z
    .array(z.strictObject({ unit: z.string(), from: z.string(), to: z.string(), share: z.string().default("1") }))
    .default([]),
  attributes: z.record(z.string(), z.string()).default({}),
  observations: z.array(z.tuple([z.string(), z.string(), z.string()])).default([]),
  targets: z.array(z.tuple([z.string(), z.string(), z.string()])).default([]),
  coefficients: z.record(z.string(), z.string()).default({}),
  events: z.array(z.record(z.string(), z.string())).default([]),
  assessments: z.array(z.record(z.string(), z.string())).default([]),
  ballots: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).default([]),
});
const Case = z.strictObject({
  name: z.string(),
  why: z.string(),
  item: z.record(z.string(), z.unknown()).optional(),
  indicators: z.array(z.record(z.string(), z.unknown())).default([]),
  /** Whom the item's list is for, and the lists of the others, where one score carries another. */
  for: z.record(z.string(), z.unknown()).default({}),
  others: z.array(z.record(z.string(), z.unknown())).default([]),
  subjects: z.record(z.string(), Subject).default({}),
  period: z.string().default("2025"),
  expect: z.record(z.string(), Expected).default({}),
  nonsense: z
    .array(z.strictObject({ rule: z.record(z.string(), z.unknown()), weight: z.string(), expect: z.array(z.string()) }))
    .default([]),
});
type Case = z.output<typeof Case>;

const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const cases = new Map<string, readonly Case[]>(
  files.map((name) => [
    name.replace(/\.json$/, ""),
    z.array(Case).parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))),
  ]),
);

function schemeOf(given: Case): Scheme {
  const declared = [{ id: "A", name: "A", period: "year" }, ...given.indicators];
  return Scheme.parse({
    biaochi: "scheme/1",
    id: "vector",
    version: 1,
    title: given.name,
    effective: { from: "2020-01-01" },
    cycle: given.period,
    indicators: declared.filter(({ id }, i) => !declared.slice(i + 1).some((later) => later.id === id)),
    lists: [
      ...given.others,
      { id: "all", for: given.for, score: { block: "list", items: [{ item: "item", indicator: "A", ...given.item }] } },
    ],
  });
}

function factsOf(given: Case): Facts {
  const subjects = Object.entries(given.subjects);
  const each = <From, To>(
    pick: (s: z.output<typeof Subject>) => readonly From[],
    make: (row: From, subject: string, id: string) => To,
  ): To[] => subjects.flatMap(([subject, s]) => pick(s).map((row, i) => make(row, subject, `${subject}-${i + 1}`)));
  return {
    ...noFacts,
    subjects: subjects.map(([id, s], sort) => ({
      id,
      type: s.type,
      name: { "zh-CN": id, en: id },
      sort,
      attributes: s.attributes,
      service: s.service.map((stay) => ({ ...stay, share: exactOf(stay.share), kind: "main" as const })),
      ...(s.unit === undefined ? {} : { unit: s.unit }),
      ...(s.team === undefined ? {} : { team: s.team }),
    })),
    observations: each(
      (s) => s.observations,
      ([indicator, period, value], subject, id) => ({
        id: `o-${id}`,
        subject,
        indicator,
        period,
        ...(isAbsence(value) ? { absence: value } : { value: exactOf(value) }),
      }),
    ),
    targets: each(
      (s) => s.targets,
      ([indicator, period, value], subject, id) => ({
        id: `t-${id}`,
        subject,
        indicator,
        period,
        value: exactOf(value),
      }),
    ),
    coefficients: each(
      (s) => Object.entries(s.coefficients),
      ([name, value], subject, id) => ({ id: `c-${id}`, subject, name, value: exactOf(value) }),
    ),
    events: each(
      (s) => s.events,
      ({ type = "", on = "", count = "1", standing = "confirmed", ...rest }, subject, id) => ({
        id: `e-${id}`,
        subject,
        type,
        on,
        count: exactOf(count),
        standing: z.enum(["confirmed", "proposed", "revoked", "exempt"]).parse(standing),
        ...rest,
      }),
    ),
    assessments: each(
      (s) => s.assessments,
      ({ indicator = "A", period = given.period, assessor = "owner", points = "", ...rest }, subject, id) => ({
        id: `a-${id}`,
        subject,
        indicator,
        period,
        assessor,
        points: exactOf(points),
        ...rest,
      }),
    ),
    ballots: each(
      (s) => s.ballots,
      ({ campaign = "", group = "", item = "", option, score, votes = 1 }, subject, id) => ({
        id: `b-${id}`,
        subject,
        campaign: String(campaign),
        group: String(group),
        item: String(item),
        votes: Number(votes),
        ...(option === undefined ? {} : { option: String(option) }),
        ...(score === undefined ? {} : { score: exactOf(score) }),
      }),
    ),
  };
}

const itemStep = (scheme: Scheme, facts: Facts, subject: string) =>
  explain(scheme, facts, { subjects: [subject] })[0]?.steps.find((step) => step.stage === "item");

const isAbsence = (text: string): text is Absence => absences.some((absence) => absence === text);

describe.each([...cases])("%s", (kind, list) => {
  it.each(list.filter((c) => c.item).map((c) => [c.name, c] as const))("%s", (_, given) => {
    expect(kindOf(AnyRule.parse(given.item?.rule)).id).toBe(kind);
    const scheme = schemeOf(given);
    const facts = factsOf(given);
    const { results } = appraise(scheme, facts);
    const answers = Object.fromEntries(
      Object.keys(given.expect).map((subject) => {
        const node = results.find((r) => r.subject === subject)?.nodes.find((n) => n.path.endsWith("item"));
        // What does not apply to a subject is not among its nodes; its explanation still says why.
        const absence = node ? node.absence : itemStep(scheme, facts, subject)?.absence;
        return [subject, absence === undefined ? { points: node?.points } : { absent: absence }];
      }),
    );
    const expected = Object.entries(given.expect).map(([subject, { told: _, ...answer }]) => [subject, answer]);
    expect(answers).toEqual(Object.fromEntries(expected));
    for (const [subject, { told }] of Object.entries(given.expect)) {
      if (!told) continue;
      expect(itemStep(scheme, facts, subject)?.inputs, subject).toMatchObject(told);
    }
  });

  const nonsense = list.flatMap((c) => c.nonsense.map((n) => [c.name, n] as const));
  it.each(nonsense)("nonsense: %s %j", (_, { rule, weight, expect: codes }) => {
    const parsed = AnyRule.parse({ kind, ...rule });
    const found = kindOf(parsed).check?.(parsed, exactOf(weight)) ?? [];
    expect(found.map((f) => f.code)).toEqual(codes);
  });
});

describe("closing", () => {
  it("every kind in the registry has its vectors", () => {
    const poor = ruleKinds.filter((kind) => (cases.get(kind.id)?.filter((c) => c.item).length ?? 0) < 5);
    expect(poor.map((kind) => kind.id)).toEqual([]);
    const unknown = [...cases.keys()].filter((id) => !ruleKinds.some((kind) => kind.id === id));
    expect(unknown).toEqual([]);
  });

  it("every code that a check can give is given in some case", () => {
    const sources = readdirSync(new URL(".", import.meta.url)).filter(
      (f) => f.endsWith(".ts") && !f.endsWith(".test.ts"),
    );
    const written = new Set(
      sources.flatMap((file) =>
        [...readFileSync(new URL(file, import.meta.url), "utf8").matchAll(/code: "([a-z-]+)",\s+at\b/g)].map(
          (m) => m[1] ?? "",
        ),
      ),
    );
    const given = new Set(
      [...cases.values()].flatMap((list) => list.flatMap((c) => c.nonsense.flatMap((n) => n.expect))),
    );
    expect([...written].filter((code) => !given.has(code)).sort()).toEqual([]);
  });
});

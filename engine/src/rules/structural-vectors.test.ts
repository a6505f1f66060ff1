import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Facts, noFacts } from "../facts/model.ts";
import { type Absence, absences } from "../facts/state.ts";
import { appraise } from "../kernel/appraise.ts";
import { exactOf } from "../number/exact.ts";
import { Scheme } from "../scheme/document.ts";

/**
 * Kinds 14, 20, 21 and 22 shape a whole list, so their vectors are whole small schemes: files of vectors/structural, each
 * a list of cases { name, why, scheme, subjects, expect }. `scheme` says what differs from the plainest scheme.
 */
const folder = new URL("../../../vectors/structural/", import.meta.url);

const Subject = z.strictObject({
  type: z.enum(["unit", "team", "official"]).default("unit"),
  unit: z.string().optional(),
  attributes: z.record(z.string(), z.string()).default({}),
  observations: z.array(z.tuple([z.string(), z.string(), z.string()])).default([]),
  events: z
    .array(
      z.strictObject({
        type: z.string(),
        on: z.string(),
        standing: z.enum(["confirmed", "proposed", "revoked", "exempt"]).default("confirmed"),
      }),
    )
    .default([]),
});
const Case = z.strictObject({
  name: z.string(),
  why: z.string(),
  scheme: z.record(z.string(), z.unknown()),
  subjects: z.record(z.string(), Subject),
  expect: z.record(
    z.string(),
    z.strictObject({
      score: z.string().optional(),
      exact: z.string().optional(),
      standing: z.enum(["complete", "provisional", "not-formed"]).optional(),
      grade: z.string().optional(),
      rank: z.string().optional(),
    }),
  ),
});
type Case = z.output<typeof Case>;

const schemeOf = (given: Case): Scheme =>
  Scheme.parse({
    biaochi: "scheme/1",
    id: "vector",
    version: 1,
    title: given.name,
    effective: { from: "2020-01-01" },
    cycle: "2025",
    indicators: ["A", "B", "C"].map((id) => ({ id, name: id, period: "year" })),
    ...given.scheme,
  });

const isAbsence = (text: string): text is Absence => absences.some((absence) => absence === text);

function factsOf(given: Case): Facts {
  const subjects = Object.entries(given.subjects);
  return {
    ...noFacts,
    subjects: subjects.map(([id, s], sort) => ({
      id,
      type: s.type,
      name: { "zh-CN": id, en: id },
      sort,
      attributes: s.attributes,
      service: [],
      ...(s.unit === undefined ? {} : { unit: s.unit }),
    })),
    observations: subjects.flatMap(([subject, s]) =>
      s.observations.map(([indicator, period, value], i) => ({
        id: `o-${subject}-${i}`,
        subject,
        indicator,
        period,
        ...(isAbsence(value) ? { absence: value } : { value: exactOf(value) }),
      })),
    ),
    events: subjects.flatMap(([subject, s]) =>
      s.events.map((event, i) => ({ ...event, id: `e-${subject}-${i}`, subject, count: exactOf("1") })),
    ),
  };
}

const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const cases = files.map((name): readonly [string, readonly Case[]] => [
  name.replace(/\.json$/, ""),
  z.array(Case).parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))),
]);

it("has vectors for every structural kind", () => {
  expect(cases.map(([kind]) => kind).sort()).toEqual(["group-constraint", "not-applicable", "period-rollup", "veto"]);
  for (const [, list] of cases) expect(list.length).toBeGreaterThanOrEqual(5);
});

describe.each(cases)("%s", (_, list) => {
  it.each(list.map((c) => [c.name, c] as const))("%s", (_name, given) => {
    const { results } = appraise(schemeOf(given), factsOf(given));
    for (const [subject, expected] of Object.entries(given.expect)) {
      expect(
        results.find((r) => r.subject === subject),
        subject,
      ).toMatchObject(expected);
      if (expected.standing === "not-formed") expect(results.find((r) => r.subject === subject)?.score).toBeUndefined();
    }
  });
});

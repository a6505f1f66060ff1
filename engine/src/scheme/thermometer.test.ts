import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Subject } from "../facts/model.ts";
import { show } from "../number/exact.ts";
import type { Scheme, SchemeNode } from "./document.ts";
import { readScheme } from "./read.ts";
import { addThermometers, thermometerOf } from "./thermometer.ts";
import { worthOf } from "./worth.ts";

const text = `biaochi: scheme/1
id: t
version: 1
title: t
effective: { from: "2025-01-01" }
cycle: "2025"
indicators:
  - { id: a, name: a, period: year, source: { kind: automatic }, shows: outcome, voice: public }
  - { id: b, name: b, period: year, source: { kind: reported, whyReported: r }, shows: record, voice: none }
  - { id: c, name: c, period: year, source: { kind: assessment } }
  - { id: d, name: d, period: year }
blocks:
  common: [{ item: a, weight: 3, rule: { kind: completion-rate, target: 1 } }]
lists:
  - id: units
    for: { type: unit }
    score:
      block: total
      outOf: 100
      items:
        - block: usual
          weight: 70
          weights: proportional
          outOf: 100
          items:
            - use: common
            - { item: b, weight: 4, rule: { kind: completion-rate, target: 1 } }
        - { item: c, weight: 30, rule: { kind: checklist, outOf: 10 } }
  - id: officials
    for: { type: official }
    score:
      block: total
      outOf: 10
      items:
        - { item: unit-score, weight: 4, rule: { kind: linked-score, of: unit } }
        - { item: d, weight: 6, rule: { kind: completion-rate, target: 1 } }
`;
const subject = (id: string, type: Subject["type"]): Subject => ({
  ...{ id, type, name: { "zh-CN": id, en: id }, sort: 1, attributes: {}, service: [] },
});
function of(list: number, type: Subject["type"]) {
  const { scheme, findings } = readScheme(text);
  const found = scheme?.lists[list];
  if (!scheme || !found) throw new Error(JSON.stringify(findings));
  return thermometerOf(scheme, found, worthOf(scheme, found, subject("x", type)));
}
const shown = (map: ReadonlyMap<string, Parameters<typeof show>[0]>) =>
  Object.fromEntries([...map].map(([key, points]) => [key, show(points)]));

test("the shares of a list are those that plain fractions give", () => {
  // 70 points are divided 3 : 4, so a is worth 30 and b 40; c is worth 30.
  const units = of(0, "unit");
  expect(shown(units.measured)).toEqual({ automatic: "30", reported: "40", assessment: "30" });
  expect(shown(units.shows)).toEqual({ outcome: "30", record: "40", unsaid: "30" });
  expect(shown(units.voice)).toEqual({ public: "30", none: "40", inside: "30" });
});

test("what the scheme does not say is unsaid, and what is carried is linked", () => {
  const officials = of(1, "official");
  expect(shown(officials.measured)).toEqual({ linked: "4", unsaid: "6" });
  expect(shown(officials.shows)).toEqual({ linked: "4", unsaid: "6" });
  expect(shown(officials.voice)).toEqual({ linked: "4", unsaid: "6" });
});

test("the whole counts each subject once, whatever its list is out of", () => {
  // Two units and one official: automatic 2/3 × 30/100, unsaid 1/3 × 6/10.
  const whole = addThermometers([
    { of: of(0, "unit"), times: 2 },
    { of: of(1, "official"), times: 1 },
  ]);
  expect(whole && shown(whole.measured)).toEqual({
    ...{ automatic: "0.2", reported: "4/15", assessment: "0.2", linked: "2/15", unsaid: "0.2" },
  });
  expect(addThermometers([])).toBeUndefined();
});

test("every kind of subject of the demo city: the parts make the whole, recomputed from the weights by hand", () => {
  const file = new URL("../../../examples/demo-city/scheme.v2.yaml", import.meta.url);
  const { scheme } = readScheme(readFileSync(file, "utf8"));
  if (!scheme) throw new Error("unreadable");
  const pairs = scheme.lists.flatMap((list) => {
    const named = namedIn(scheme, list.score.items);
    return (named.length > 0 ? named : ["x"]).map((id) => ({ list, id }));
  });
  for (const { list, id } of pairs) {
    const who = { ...subject(id, list.for.type ?? "unit"), attributes: first(list.for.where ?? {}) };
    const worths = worthOf(scheme, list, who);
    const leaves = [...worths].filter(
      ([path]) => path !== "" && ![...worths.keys()].some((other) => other.startsWith(`${path}/`)),
    );
    const sum = (points: Iterable<{ num: bigint; den: bigint } | undefined>) =>
      [...points].reduce((all, each) => all + Number(each?.num ?? 0n) / Number(each?.den ?? 1n), 0);
    const thermometer = thermometerOf(scheme, list, worths);
    for (const scale of ["measured", "shows", "voice"] as const)
      expect(sum(thermometer[scale].values()), `${list.id} ${id} ${scale}`).toBeCloseTo(
        sum(leaves.map(([, points]) => points)),
        9,
      );
    // The demo says of every point how it comes about, what it shows and whose opinion it is.
    for (const scale of ["measured", "shows", "voice"] as const)
      expect([list.id, id, thermometer[scale].has("unsaid")]).toEqual([list.id, id, false]);
  }
});

/** Subjects that items name one by one: what such a list is worth is known for one of them only. */
const namedIn = (scheme: Scheme, nodes: readonly SchemeNode[]): readonly string[] => [
  ...new Set(
    nodes.flatMap((node): readonly string[] => {
      if ("use" in node) return namedIn(scheme, scheme.blocks?.[node.use] ?? []);
      return [...(node.for?.subjects ?? []), ...("items" in node ? namedIn(scheme, node.items) : [])];
    }),
  ),
];

const first = (where: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(where).map(([name, values]) => [name, values[0] ?? ""]));

import { type Facts, noFacts, type PackedBlock, type Subject } from "@biaochi/engine";

/**
 * A clerk's year: four quarters, an annual and a term value in hundredths, weighed 40/50/10. Three to ten in a hundred
 * totals end in an exact half of the last printed place, which doubles round by accident.
 */
export const clerkScheme = {
  biaochi: "scheme/1",
  id: "clerk",
  version: 1,
  title: "clerk",
  synthetic: true,
  effective: { from: "2025-01-01" },
  cycle: "2025",
  ranking: { on: "published" },
  cohorts: [{ id: "everybody", for: {} }],
  indicators: [
    { id: "usual", name: "usual", period: "quarter" },
    { id: "annual", name: "annual", period: "year" },
    { id: "term", name: "term", period: "year" },
  ],
  lists: [
    {
      id: "all",
      for: {},
      score: {
        block: "total",
        items: [
          {
            item: "usual",
            weight: "40",
            each: "quarter",
            rule: { kind: "completion-rate", target: "100", cap: "none" },
          },
          { item: "annual", weight: "50", rule: { kind: "completion-rate", target: "100", cap: "none" } },
          { item: "term", weight: "10", rule: { kind: "completion-rate", target: "100", cap: "none" } },
        ],
      },
    },
  ],
} as const;

export interface ClerkYear {
  /** Six columns of hundredths: Q1 … Q4, annual, term. */
  readonly columns: readonly Int32Array[];
  /** The published scores in hundredths, by one line of whole-number arithmetic. */
  readonly expected: Int32Array;
  readonly halves: number;
  readonly wrongInDoubles: number;
}

export function clerkYear(people: number): ClerkYear {
  const columns = Array.from({ length: 6 }, () => new Int32Array(people));
  const expected = new Int32Array(people);
  let halves = 0;
  let wrongInDoubles = 0;
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return 6000 + ((state >>> 8) % 4001);
  };
  for (let id = 0; id < people; id++) {
    const own = columns.map((column) => {
      const value = next();
      column[id] = value;
      return value;
    });
    const quarters = own.slice(0, 4);
    const annual = own[4] as number;
    const term = own[5] as number;
    // In tenths of a hundredth: 0.4·sum/4 + 0.5·annual + 0.1·term.
    const tenths = quarters.reduce((a, b) => a + b, 0) + 5 * annual + term;
    if (tenths % 10 === 5) halves++;
    const rounded = Math.floor((tenths + 5) / 10);
    expected[id] = rounded;
    const inDoubles = 0.4 * (quarters.reduce((a, b) => a + b / 100, 0) / 4) + 0.5 * (annual / 100) + 0.1 * (term / 100);
    if (Math.round(Number((Math.round(inDoubles * 100) / 100).toFixed(2)) * 100) !== rounded) wrongInDoubles++;
  }
  return { columns, expected, halves, wrongInDoubles };
}

export function clerkFacts(year: ClerkYear): Facts {
  const people = year.expected.length;
  const subjects = Array.from({ length: people }, (_, id): Subject => {
    const name = `p${id}`;
    return { id: name, type: "official", name: { "zh-CN": name, en: name }, sort: id, attributes: {}, service: [] };
  });
  const where = [
    ...[1, 2, 3, 4].map((q) => ({ indicator: "usual", period: `2025Q${q}` })),
    { indicator: "annual", period: "2025" },
    { indicator: "term", period: "2025" },
  ];
  const blocks = where.map(
    (place, i): PackedBlock => ({
      ...place,
      scale: 2,
      values: year.columns[i] as Int32Array,
      states: new Uint8Array(people),
    }),
  );
  return { ...noFacts, subjects, packed: { blocks } };
}

import type { BurdenCosts, BurdenKind } from "@biaochi/contract";

/**
 * The model of minutes that holds until an office sets its own: stated, coarse, the same for everybody. `base`: to hear of it,
 * understand it and hand it in, of a meeting the way there, of an inspection to prepare for it.
 */
export const standardCosts: BurdenCosts = {
  form: { base: 15, perPage: 10, perField: 6, perHour: 60 },
  ledger: { base: 20, perPage: 10, perField: 8, perHour: 60 },
  meeting: { base: 20, perPage: 2, perField: 0, perHour: 60 },
  document: { base: 10, perPage: 3, perField: 0, perHour: 60 },
  letter: { base: 60, perPage: 10, perField: 0, perHour: 60 },
  inspection: { base: 120, perPage: 10, perField: 0, perHour: 60 },
  "task-force": { base: 60, perPage: 0, perField: 0, perHour: 60 },
};

export type Amounts = {
  readonly kind: BurdenKind;
  readonly people: number;
  readonly pages: number;
  readonly fields: number;
  /** In half hours. */
  readonly hours: number;
};

/** What a request costs one unit, in whole minutes, rounded up once. */
export function minutesOf(costs: BurdenCosts, { kind, people, pages, fields, hours }: Amounts): number {
  const { base, perPage, perField, perHour } = costs[kind];
  return Math.ceil(people * (base + pages * perPage + fields * perField + (Math.round(hours * 2) * perHour) / 2));
}

import { createHash } from "node:crypto";
import { exactOf } from "@biaochi/engine";
import { type Closing, carried, closingOf } from "@biaochi/engine/cascade";
import { type Exact, show, zero } from "@biaochi/engine/exact";
import { type Json, toCanonical } from "@biaochi/ledger";
import type { Where } from "./goal-store.ts";
import type { DutyRow, PersonRow, TaskRow, UnitList } from "./list-store.ts";

export const listFormat = "biaochi/unit-tasks@1";

/** Text as every language writes it alike. */
const settled = (value: Json): Json => {
  if (typeof value === "string") return value.normalize("NFC");
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(settled);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, settled(each)]));
};

/**
 * A unit's list as the bytes that are confirmed: RFC 8785, so that the same list is the same text everywhere. People stand in
 * it by their identifiers alone.
 */
export function contentOf({ programme, cycle }: Where, { id, tasks }: Pick<UnitList, "id" | "tasks">): string {
  const list = {
    format: listFormat,
    programme,
    cycle,
    unit: id,
    tasks: tasks.map((task) => ({ ...task, name: { ...task.name } })),
  };
  const written = toCanonical(settled(list), 16);
  if (!written.ok) throw new Error(`a list of tasks cannot be written: ${written.refusal.code}`);
  return Buffer.from(written.value).toString("utf8");
}

export const digestOf = (content: string): string => createHash("sha256").update(content, "utf8").digest("hex");

/** The tasks of a list that was confirmed. */
export const tasksOf = (content: string): readonly TaskRow[] =>
  (JSON.parse(content) as { readonly tasks: readonly TaskRow[] }).tasks;

export function stateOf(where: Where, list: UnitList): "open" | "draft" | "confirmed" | "changed" {
  if (list.committed_digest !== null)
    return digestOf(contentOf(where, list)) === list.committed_digest ? "confirmed" : "changed";
  return list.tasks.some(({ duties }) => duties.length > 0) ? "draft" : "open";
}

const figure = (text: string | null): Exact | undefined => (text === null ? undefined : exactOf(text));
const carriersOf = ({ people }: DutyRow) => people.filter(({ role }) => role === "carries");

/** Whether the sections make up what the unit took on; undefined for a task without a figure. */
export function closingOfTask({ aggregation, share, duties }: TaskRow): Closing | undefined {
  const expected = figure(share);
  const parts = duties.map((duty) => ({ value: figure(duty.share), coefficient: exactOf(duty.coefficient) }));
  return expected && closingOf(aggregation, expected, parts);
}

/** Whether those who carry a duty out make it up; undefined for a duty without a figure. */
export function closingOfDuty({ aggregation }: TaskRow, duty: DutyRow): Closing | undefined {
  const expected = figure(duty.share);
  const parts = carriersOf(duty).map(({ share }) => ({ value: figure(share), coefficient: exactOf("1") }));
  return expected && closingOf(aggregation, expected, parts);
}

export const closingShown = (closing: Closing) => ({
  isClosed: closing.isClosed,
  expected: show(closing.expected),
  found: closing.found === undefined ? null : show(closing.found),
  difference: closing.difference === undefined ? null : show(closing.difference),
  missing: closing.missing,
});

type FindingCode = "no-duty" | "duties-open" | "no-carrier" | "people-open" | "person-gone" | "section-gone" | "barred";
export type Finding = {
  readonly code: FindingCode;
  readonly goal: string;
  readonly duty: number | null;
  readonly official: string | null;
  readonly closing: ReturnType<typeof closingShown> | null;
};

/** What is known of people and sections of the unit today. */
export type Here = { readonly people: ReadonlySet<string>; readonly sections: ReadonlySet<string> };

const isOpen = (closing: Closing | undefined): closing is Closing => closing !== undefined && !closing.isClosed;

/** Everything that stands against a confirmation: figures that do not close, duties that nobody carries, who is gone. */
export function findingsOf(tasks: readonly TaskRow[], here: Here): readonly Finding[] {
  const found: Finding[] = [];
  for (const task of tasks) {
    const add = (code: FindingCode, duty: number | null, more: Partial<Finding> = {}) =>
      found.push({ code, goal: task.goal, duty, official: null, closing: null, ...more });
    if (task.duties.length === 0) add("no-duty", null);
    const closing = closingOfTask(task);
    if (task.duties.length > 0 && isOpen(closing)) add("duties-open", null, { closing: closingShown(closing) });
    for (const [n, duty] of task.duties.entries()) {
      if (carriersOf(duty).length === 0) add("no-carrier", n);
      const own = closingOfDuty(task, duty);
      if (carriersOf(duty).length > 0 && isOpen(own)) add("people-open", n, { closing: closingShown(own) });
      if (duty.section !== null && !here.sections.has(duty.section)) add("section-gone", n);
      for (const { official } of duty.people) if (!here.people.has(official)) add("person-gone", n, { official });
    }
  }
  return found;
}

/** What each person has: in how many duties they lead, own, carry, and how much they carry out. */
export function loadsOf(tasks: readonly TaskRow[], people: readonly PersonRow[]) {
  const weights = carried(
    tasks.map(({ aggregation, share, duties }) => ({
      aggregation,
      share: figure(share),
      duties: duties.map((duty) => ({
        share: figure(duty.share),
        carriers: carriersOf(duty).map((each) => ({ official: each.official, share: figure(each.share) })),
      })),
    })),
  );
  const all = tasks.flatMap(({ duties }) => duties.flatMap((duty) => duty.people));
  const count = (official: string, role: string) =>
    all.filter((each) => each.official === official && each.role === role).length;
  return people.map(({ id, name, roleClass, section, unit }) => ({
    ...{ official: { id, type: "official" as const, name }, roleClass, section, unit },
    ...{ leads: count(id, "leads"), owns: count(id, "owns"), carries: count(id, "carries") },
    weight: show(weights.get(id) ?? zero),
  }));
}

export const isIdle = ({ leads, owns, carries }: { leads: number; owns: number; carries: number }): boolean =>
  leads + owns + carries === 0;

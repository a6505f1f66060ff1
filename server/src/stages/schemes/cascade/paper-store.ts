import type { Name } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, wholeCity } from "../../../platform/scope.ts";
import { currentSections } from "../../registry/section-store.ts";
import { type CommitmentRow, findCommitment } from "./commitment-store.ts";
import { type GoalRow, listGoals, listUnits, programmeOf, type Where } from "./goal-store.ts";
import { contentOf, digestOf, tasksOf } from "./list.ts";
import { listPeople, listUnitLists, type TaskRow } from "./list-store.ts";

type Programme = { readonly title: Name; readonly synthetic: boolean };

/** A unit's list for paper: as it was confirmed, and where it was not or was changed since, as it stands. */
export type UnitPaper = {
  readonly programme: Programme;
  readonly unit: { readonly id: string; readonly name: Name };
  readonly tasks: readonly TaskRow[];
  readonly digest: string;
  /** Absent: the list on paper is a draft. */
  readonly commitment: CommitmentRow | undefined;
  readonly personName: (id: string) => Name;
  readonly sectionName: (id: string) => Name;
};

const both = (id: string): Name => ({ "zh-CN": id, en: id });

/** Undefined: the reader does not reach the unit, or only single people of it. */
export async function readUnitPaper(
  tx: Transaction,
  scope: Scope,
  where: Where,
  unit: string,
): Promise<UnitPaper | undefined> {
  const [list] = await listUnitLists(tx, scope, { ...where, unit });
  const programme = await programmeOf(tx, where.programme);
  if (list?.is_whole !== true || programme === undefined) return undefined;
  const content = contentOf(where, list);
  const digest = digestOf(content);
  const last = await findCommitment(tx, scope, where, unit);
  const commitment = last?.digest === digest ? last : undefined;
  const tasks = tasksOf(content);
  const named = tasks.flatMap(({ duties }) => duties.flatMap(({ people }) => people.map(({ official }) => official)));
  const people = await listPeople(tx, scope, where.programme, { units: [], named });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const sections = await currentSections(tx, wholeCity, where.programme, unit);
  const sectionNames = new Map(sections.map(({ id, name }) => [id, name]));
  return {
    ...{ programme, unit: { id: list.id, name: list.name }, tasks, digest, commitment },
    personName: (id) => names.get(id) ?? both(id),
    sectionName: (id) => sectionNames.get(id) ?? both(id),
  };
}

/** The goals of the city with the units that take them on, for paper. */
export type CityPaper = {
  readonly programme: Programme;
  readonly goals: readonly GoalRow[];
  readonly unitName: (id: string) => Name;
};

export async function readCityPaper(tx: Transaction, scope: Scope, where: Where): Promise<CityPaper | undefined> {
  const programme = await programmeOf(tx, where.programme);
  const units = await listUnits(tx, scope, where.programme);
  if (programme === undefined || units.length === 0) return undefined;
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return { programme, goals: await listGoals(tx, scope, where), unitName: (id) => names.get(id) ?? both(id) };
}

import type { Name } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { naming } from "../schemes/store.ts";
import { findResult, type ResultRow } from "./result-store.ts";
import { finishedRun } from "./standing-store.ts";
import type { RunRow } from "./store.ts";

export type UnitOfRun = {
  readonly id: string;
  readonly programme: string;
  readonly period: string;
  readonly name: Name;
  readonly run: RunRow;
  /** What stands on its list and may be objected to, in the order of the list, each once. */
  readonly indicators: readonly { readonly id: string; readonly name: Name }[];
};

function indicatorsOn(scheme: Scheme, result: ResultRow): UnitOfRun["indicators"] {
  const names = naming(scheme, result.list);
  const found = new Map<string, Name>();
  for (const [path] of result.nodes) {
    const node = names.find(path)?.node;
    if (node === undefined || !("item" in node) || path.includes("#")) continue;
    const id = node.indicator ?? node.item;
    if (!found.has(id)) found.set(id, names.name(path));
  }
  return [...found].map(([id, name]) => ({ id, name }));
}

/** A unit in scope with its result in a finished run; undefined for anything else. */
export async function findUnitOfRun(
  tx: Transaction,
  scope: Scope,
  run: number,
  id: string,
): Promise<UnitOfRun | undefined> {
  const finished = await finishedRun(tx, scope, run);
  if (!finished.ok) return undefined;
  const result = await findResult(tx, scope, run, id);
  if (result === undefined || result.type !== "unit") return undefined;
  const { run: row, scheme } = finished.value;
  const { programme, period } = row;
  return { id, programme, period, name: result.name, run: row, indicators: indicatorsOn(scheme, result) };
}

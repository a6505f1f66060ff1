import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { exactOf, readExact, show } from "@biaochi/engine";
import { compare, plus, zero } from "@biaochi/engine/exact";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { listUpperItems, type UpperRow } from "../../schemes/upper/upper-store.ts";
import { savePublished } from "./published-store.ts";

type Refused = Refusal<
  "upper-thing-unknown" | "upper-number-unreadable" | "upper-result-above" | "upper-result-empty" | "upper-result-ahead"
>;
type Entered = {
  readonly document: string;
  readonly publishedOn: string;
  readonly total: string | null;
  readonly items: readonly { readonly item: string; readonly points: string }[];
};

/** What the level above has published. It is entered as it was published; what cannot have been is refused. */
export async function enterResult(
  tx: Transaction,
  actor: Actor,
  upper: UpperRow,
  { entered, today }: { readonly entered: Entered; readonly today: string },
): Promise<Outcome<undefined, Refused>> {
  const { document, publishedOn, total, items } = entered;
  if (total === null && items.length === 0) return refuse({ code: "upper-result-empty" });
  if (publishedOn > today) return refuse({ code: "upper-result-ahead", params: { day: today } });
  const known = new Map((await listUpperItems(tx, actor.scope, upper.id)).map((row) => [row.item, row.points]));
  const strange = items.filter(({ item }) => !known.has(item));
  if (strange.length > 0)
    return refuse({ code: "upper-thing-unknown", params: { things: strange.map(({ item }) => item).join(", ") } });
  const wrong = [...(total === null ? [] : [total]), ...items.map(({ points }) => points)].find(
    (text) => readExact(text) === undefined,
  );
  if (wrong !== undefined) return refuse({ code: "upper-number-unreadable", params: { found: wrong } });
  const full = [...known.values()].reduce((sum, points) => plus(sum, exactOf(points ?? "0")), zero);
  const isStated = [...known.values()].every((points) => points !== null);
  const above = [
    ...items.map((each) => ({ ...each, most: known.get(each.item) ?? null })),
    ...(total === null ? [] : [{ item: upper.name, points: total, most: isStated ? show(full) : null }]),
  ].find(({ points, most }) => most !== null && compare(exactOf(points), exactOf(most)) > 0);
  if (above?.most != null)
    return refuse({ code: "upper-result-above", params: { item: above.item, found: above.points, most: above.most } });
  const points = Object.fromEntries(items.map((each) => [each.item, show(exactOf(each.points))]));
  await savePublished(tx, {
    ...{ upper: upper.id, document, publishedOn, items: points, by: actor.id },
    total: total === null ? null : show(exactOf(total)),
  });
  return ok(undefined);
}

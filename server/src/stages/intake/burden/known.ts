import type { KnownDatum } from "@biaochi/contract";
import { type LibraryIndicator, likenessOf, sameLine } from "@biaochi/engine/library";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { unitNames } from "../../registry/store.ts";
import { isLive, listIndicators } from "../../schemes/library/store.ts";
import { type Held, listAskedBefore, listStreamFields } from "./known-store.ts";

/** A datum of which nothing is known but its name, as the finder of duplicates reads it. */
const named = (id: string, name: Held["text"]): LibraryIndicator => ({
  ...{ id, name, direction: "higher", decimals: 0, period: "year", isMonitored: false },
});
const plainName = (text: string) => ({ "zh-CN": text, en: text });

/** The indicators of a library as data that are held: by whoever answers for the figures. */
async function libraryHeld(tx: Transaction, scope: Scope, { programme, day }: { programme: string; day: string }) {
  const indicators = (await listIndicators(tx, scope, programme)).filter((each) => isLive(each, day));
  return indicators.map(
    ({ indicator, content: { name, dataOwner, owner } }): Held => ({
      ...{ text: name, place: "library", id: indicator, name, keeper: dataOwner ?? owner ?? null },
    }),
  );
}

type Known = z.input<typeof KnownDatum>;
type Found = { readonly known: Known[]; readonly near: Known[] };
/** From here on a name is near. Nothing but names is compared here, so that less is enough than between two whole indicators. */
const nearLine = 0.5;

export type Asked = {
  readonly programme: string;
  readonly day: string;
  readonly units: readonly string[];
  readonly period: { readonly from: number; readonly to: number } | undefined;
  readonly fields: readonly string[];
};

/**
 * Which of the data that are asked for exist already, and where: in the library, in what arrives by itself, or in what the same
 * units were asked for. Of several places one is named: the library before a stream, a stream before a request.
 * What comes near without being the same is told as well, the nearest of it: whoever asks knows whether it is.
 */
export async function findKnown(tx: Transaction, scope: Scope, asked: Asked): Promise<Found> {
  const { programme, fields } = asked;
  if (fields.length === 0) return { known: [], near: [] };
  const held = [
    ...(await libraryHeld(tx, scope, asked)),
    ...(await listStreamFields(tx, scope, programme)),
    ...(await listAskedBefore(tx, scope, asked)),
  ];
  const indicators = held.map((each, n) => named(`held:${n}`, each.text));
  const nameUnit = await unitNames(tx, scope, programme);
  const seen = (field: number, at: number): Known[] => {
    const found = held[at];
    if (found === undefined) return [];
    const { place, id, name, keeper } = found;
    return [{ field, place, id, name, keeper: keeper === null ? null : { id: keeper, name: nameUnit(keeper) } }];
  };
  const known: Known[] = [];
  const near: Known[] = [];
  for (const [field, text] of fields.entries()) {
    const wanted = named("asked", plainName(text));
    const scores = indicators.map((each) => likenessOf(wanted, each).score);
    const same = scores.findIndex((score) => score >= sameLine);
    const nearest = scores.indexOf(Math.max(...scores));
    if (same !== -1) known.push(...seen(field, same));
    else if ((scores[nearest] ?? 0) >= nearLine) near.push(...seen(field, nearest));
  }
  return { known, near };
}

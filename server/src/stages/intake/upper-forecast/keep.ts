import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { findUpper, type UpperRow } from "../../schemes/upper/upper-store.ts";
import { foresee, keptOf } from "./foresee.ts";
import { keepForecast, uppersToForesee } from "./kept-store.ts";

type Keeping = { readonly day: string; readonly isReplayed: boolean };

/** Keeps what is foretold on a day, so that it can be assessed when the level above has published. */
export async function keepForeseen(tx: Transaction, upper: UpperRow, { day, isReplayed }: Keeping): Promise<void> {
  const content = keptOf(await foresee(tx, upper, day));
  await keepForecast(tx, { upper: upper.id, day, content, isReplayed });
}

/** Of every scheme of the level above of a programme that is still open. */
export async function keepForecasts(tx: Transaction, programme: string, keeping: Keeping): Promise<void> {
  for (const id of await uppersToForesee(tx, programme)) {
    const upper = await findUpper(tx, wholeCity, id);
    if (upper !== undefined) await keepForeseen(tx, upper, keeping);
  }
}

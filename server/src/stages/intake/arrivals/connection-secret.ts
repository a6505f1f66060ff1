import type { Place } from "@biaochi/contract";
import { seal, unseal } from "../../../platform/sealed-secret.ts";
import type { Which } from "./connection-store.ts";

/** A key that signs what is sent has as many bits as its digest. */
export const shortestPushSecret = 32;

const sealOf = (masterKey: Uint8Array, { programme, connection }: Which) =>
  ({ masterKey, purpose: "connection", owner: `${programme}/${connection}` }) as const;

export const sealSecret = (masterKey: Uint8Array, which: Which, secret: string): Buffer =>
  seal(sealOf(masterKey, which), Buffer.from(secret, "utf8"));

export const openSecret = (masterKey: Uint8Array, which: Which, sealed: Uint8Array): string | undefined =>
  unseal(sealOf(masterKey, which), sealed)?.toString("utf8");

/** To whom the secret of a place is shown, and as whom; undefined: the place needs none. */
export function targetOf(place: Place): string | undefined {
  if (place.kind === "push") return "push";
  if (place.kind === "sql") return `sql ${place.host}:${place.port}/${place.database} ${place.user}`;
  if (place.kind === "folder" || place.kind === "own" || place.sign.by === "none") return undefined;
  const { origin } = new URL(place.address);
  if (place.sign.by === "header") return `header ${origin}`;
  return `client ${place.sign.client} ${origin} ${place.sign.token}`;
}

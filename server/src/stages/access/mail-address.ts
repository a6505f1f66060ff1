import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { type Outcome, type OwnMail, ok, type Refusal, refuse } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Settings } from "../../platform/settings.ts";
import {
  type AddressRow,
  confirmAddress,
  countLinks,
  endAddress,
  findAddress,
  findChoice,
  saveAddress,
} from "./mail-address-store.ts";
import { lastDigest, queueMail } from "./mail-store.ts";

/** A link can be opened for three days; so long it may also wait for the mail server. */
const linkHours = 72;
const oneHour = 3_600_000;
const mostLinksADay = 5;

/** Derived and kept nowhere: a stolen database or backup confirms no address. */
export function linkToken(masterKey: Uint8Array, address: number): string {
  const key = Buffer.from(hkdfSync("sha256", masterKey, "", "biaochi: links to mail addresses", 32));
  return createHmac("sha256", key).update(String(address)).digest("base64url");
}

function isToken(masterKey: Uint8Array, address: number, given: string): boolean {
  const [wanted, found] = [linkToken(masterKey, address), given].map((text) => Buffer.from(text));
  return (
    wanted !== undefined && found !== undefined && wanted.length === found.length && timingSafeEqual(wanted, found)
  );
}

const isExpired = ({ setAt }: Pick<AddressRow, "setAt">, now: Date): boolean =>
  setAt.getTime() + linkHours * oneHour <= now.getTime();

/** How an address stands, as its holder and the administrator see it. */
export function addressOf(
  row: { readonly address: string; readonly setBy: string; readonly setAt: Date; readonly confirmedAt: Date | null },
  account: string,
  now: Date,
): NonNullable<z.input<typeof OwnMail>["address"]> {
  const { address, setBy, setAt, confirmedAt } = row;
  const state = confirmedAt !== null ? "confirmed" : isExpired(row, now) ? "expired" : "waiting";
  return { address, state, setAt: setAt.toISOString(), isOwn: setBy === account };
}

export type SetAddress = {
  readonly account: string;
  readonly address: string | null;
  readonly by: string;
  readonly now: Date;
  readonly day: string;
  readonly isOn: boolean;
};

/** The address before ends at once; the new one counts when its holder has opened the link. None: nothing is sent any more. */
export async function setAddress(
  tx: Transaction,
  { account, address, by, now, day, isOn }: SetAddress,
): Promise<Outcome<null, Refusal<"mail-off" | "too-many-links">>> {
  if (address === null) {
    await endAddress(tx, account, now);
    return ok(null);
  }
  if (!isOn) return refuse({ code: "mail-off" });
  const links = await countLinks(tx, account, new Date(now.getTime() - 24 * oneHour));
  if (links >= mostLinksADay) return refuse({ code: "too-many-links", params: { most: mostLinksADay } });
  await endAddress(tx, account, now);
  const id = await saveAddress(tx, { account, address, by, now });
  await queueMail(tx, { kind: "address-link", account, address: id, day, now });
  return ok(null);
}

/** Only whoever has signed in to the account itself: a stranger who gets the link by mistake confirms nothing. */
export async function confirmLink(
  tx: Transaction,
  masterKey: Uint8Array,
  given: { readonly account: string; readonly token: string; readonly now: Date },
): Promise<Outcome<null, Refusal<"mail-link-gone">>> {
  const { account, token, now } = given;
  const row = await findAddress(tx, account);
  const isGood = row !== undefined && !isExpired(row, now) && isToken(masterKey, row.id, token);
  if (!isGood) return refuse({ code: "mail-link-gone" });
  await confirmAddress(tx, row.id, now); // a second click finds it confirmed already
  return ok(null);
}

export async function ownMailOf(
  tx: Transaction,
  settings: Settings,
  account: string,
  now: Date,
): Promise<z.input<typeof OwnMail>> {
  const row = await findAddress(tx, account);
  const { wantsDigest, language } = await findChoice(tx, account);
  return {
    isOn: settings.mail === "on",
    at: settings.mailAt,
    address: row === undefined ? null : addressOf(row, account, now),
    wantsDigest,
    language: language ?? settings.language,
    last: await lastDigest(tx, account),
  };
}

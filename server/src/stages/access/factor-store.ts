import type { Role, SecondFactor } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { holdsOn } from "./store.ts";

export type Totp = { readonly sealedSecret: Buffer; readonly madeAt: Date; readonly lastStep: number };

/** Kept for this transaction alone, so that two requests cannot both take one code. */
export async function lockTotp(tx: Transaction, account: string): Promise<Totp | undefined> {
  const { rows } = await sql<Omit<Totp, "lastStep"> & { lastStep: bigint }>`select sealed_secret as "sealedSecret",
    made_at as "madeAt", last_step as "lastStep" from totp where account = ${account} for update`.execute(tx);
  return rows[0] && { ...rows[0], lastStep: Number(rows[0].lastStep) };
}

export async function findTotp(tx: Transaction, account: string): Promise<{ readonly madeAt: Date } | undefined> {
  const { rows } = await sql<{ madeAt: Date }>`select made_at as "madeAt" from totp where account = ${account}`.execute(
    tx,
  );
  return rows[0];
}

export async function saveTotp(tx: Transaction, account: string, totp: Totp): Promise<void> {
  await sql`insert into totp (account, sealed_secret, made_at, last_step)
    values (${account}, ${totp.sealedSecret}, ${totp.madeAt}, ${totp.lastStep})
    on conflict (account) do update set sealed_secret = excluded.sealed_secret, made_at = excluded.made_at,
      last_step = excluded.last_step`.execute(tx);
}

export async function takeCode(tx: Transaction, account: string, step: number): Promise<void> {
  await sql`update totp set last_step = ${step} where account = ${account}`.execute(tx);
}

export async function removeTotp(tx: Transaction, account: string): Promise<boolean> {
  const { rows } = await sql`delete from totp where account = ${account} returning 1`.execute(tx);
  return rows.length > 0;
}

export type StoredPasskey = {
  readonly id: string;
  readonly account: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly device: string;
  readonly madeAt: Date;
  readonly usedAt: Date | null;
};

const passkeys = sql`select id, account, public_key as "publicKey", counter::float8 as counter, transports, device,
  made_at as "madeAt", used_at as "usedAt" from passkey`;

export async function listPasskeys(tx: Transaction, account: string): Promise<readonly StoredPasskey[]> {
  const { rows } = await sql<StoredPasskey>`${passkeys} where account = ${account} order by made_at, id`.execute(tx);
  return rows;
}

/** Not scoped: whoever shows a passkey has not signed in yet. Only of an account in use. */
export async function lockPasskey(tx: Transaction, id: string): Promise<StoredPasskey | undefined> {
  const { rows } = await sql<StoredPasskey>`${passkeys} where id = ${id} for update`.execute(tx);
  return rows[0];
}

export type NewPasskey = Omit<StoredPasskey, "usedAt" | "publicKey"> & { readonly publicKey: Uint8Array };

/** False: it is somebody's already. */
export async function savePasskey(tx: Transaction, key: NewPasskey): Promise<boolean> {
  const { rows } = await sql`insert into passkey (id, account, public_key, counter, transports, device, made_at)
    values (${key.id}, ${key.account}, ${Buffer.from(key.publicKey)}, ${key.counter}, ${[...key.transports]}, ${key.device},
      ${key.madeAt}) on conflict (id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

export async function usePasskey(tx: Transaction, id: string, counter: number, now: Date): Promise<void> {
  await sql`update passkey set counter = ${counter}, used_at = ${now} where id = ${id}`.execute(tx);
}

export async function removePasskeyOf(tx: Transaction, account: string, id: string): Promise<boolean> {
  const { rows } = await sql`delete from passkey where account = ${account} and id = ${id} returning 1`.execute(tx);
  return rows.length > 0;
}

export async function removeFactors(tx: Transaction, account: string): Promise<void> {
  await sql`delete from totp where account = ${account}`.execute(tx);
  await sql`delete from passkey where account = ${account}`.execute(tx);
}

export async function listFactors(tx: Transaction, account: string): Promise<readonly SecondFactor[]> {
  const { rows } = await sql<{ code: boolean; passkey: boolean }>`select
    exists (select 1 from totp where account = ${account}) as code,
    exists (select 1 from passkey where account = ${account}) as passkey`.execute(tx);
  const { code = false, passkey = false } = rows[0] ?? {};
  return [...(code ? (["code"] as const) : []), ...(passkey ? (["passkey"] as const) : [])];
}

/** Whether one of the roles that somebody holds today needs a second factor. */
export async function needsFactor(tx: Transaction, account: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ needs: boolean }>`select exists (select 1 from role_grant g
    join second_factor_role f on f.role = g.role where g.account = ${account} and ${holdsOn(day)}) as needs`.execute(
    tx,
  );
  return rows[0]?.needs ?? true;
}

export async function listFactorRoles(tx: Transaction): Promise<readonly Role[]> {
  const { rows } = await sql<{ role: Role }>`select role from second_factor_role order by role`.execute(tx);
  return rows.map(({ role }) => role);
}

export async function saveFactorRoles(tx: Transaction, roles: readonly Role[]): Promise<void> {
  await sql`delete from second_factor_role`.execute(tx);
  await sql`insert into second_factor_role select unnest(${[...roles]}::text[])`.execute(tx);
}

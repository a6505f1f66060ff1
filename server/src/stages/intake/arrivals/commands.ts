import {
  type Name,
  type Outcome,
  ok,
  type Place,
  type Refusal,
  refuse,
  type SharingAgreement,
  type StreamMapping,
} from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { hasConnection, reachesCodes, reachesProgramme } from "./arrival-scope.ts";
import { findOverlap, findUnknownUnits, insertCodes, lockCodes, type NewCode, setLastDay } from "./code-store.ts";
import { sealSecret, shortestPushSecret, targetOf } from "./connection-secret.ts";
import {
  findConnection,
  insertConnection,
  lockConnection,
  readSealed,
  setActiveState,
  setScheduleState,
  type Which,
} from "./connection-store.ts";
import { faultOf, type MappingFault } from "./mapping/check-mapping.ts";
import { findStream, insertStream, lockStream, type WhichStream } from "./stream-store.ts";

/** Who acts: of an actor what a command needs. */
export type By = Pick<Actor, "id" | "scope">;
export type ArrivalTools = { readonly masterKey: Uint8Array; readonly clock: Clock };

export type SaidConnection = Which & {
  readonly name: Name;
  readonly place: Place;
  /** Key, password or client secret; absent: as before. It never leaves again. */
  readonly secret?: string | undefined;
  readonly agreement: SharingAgreement;
  /** A unit of the programme. */
  readonly keeper: string | null;
  readonly reason: string;
  /** The version that the change is based on; 0: there is none yet. */
  readonly basedOn: number;
};

type ConnectionRefusal =
  | "outside-scope"
  | "version-stale"
  | "arrival-kind-fixed"
  | "arrival-secret-needed"
  | "arrival-secret-short"
  | "arrival-keeper-unknown";

/**
 * Saves a version of a connection. A secret goes on being used only where it was given for: another address, account or
 * database needs it anew, so that nobody sends a key to a place of their own.
 */
export async function saveConnection(
  tx: Transaction,
  actor: By,
  said: SaidConnection,
  { masterKey, isSimulated = false }: Pick<ArrivalTools, "masterKey"> & { readonly isSimulated?: boolean },
): Promise<Outcome<{ readonly version: number }, Refusal<ConnectionRefusal>>> {
  const { programme, connection, place, secret, keeper, basedOn } = said;
  await lockConnection(tx, said);
  if (!(await reachesProgramme(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
  const before = await findConnection(tx, actor.scope, { programme, connection });
  if ((before?.version ?? 0) !== basedOn) return refuse({ code: "version-stale" });
  if (before !== undefined && before.place.kind !== place.kind) return refuse({ code: "arrival-kind-fixed" });
  if (keeper !== null && (await findUnknownUnits(tx, programme, [keeper])).length > 0)
    return refuse({ code: "arrival-keeper-unknown", params: { unit: keeper } });
  if (place.kind === "push" && secret !== undefined && secret.length < shortestPushSecret)
    return refuse({ code: "arrival-secret-short", params: { least: shortestPushSecret } });
  const isSameTarget = before !== undefined && targetOf(before.place) === targetOf(place);
  const kept = isSameTarget ? await readSealed(tx, { programme, connection, version: before.version }) : undefined;
  const sealed = secret === undefined ? kept : sealSecret(masterKey, said, secret);
  if (targetOf(place) !== undefined && sealed === undefined) return refuse({ code: "arrival-secret-needed" });
  const { name, agreement, reason } = said;
  const version = basedOn + 1;
  await insertConnection(tx, {
    ...{ programme, connection, version, name, place, agreement, keeper, reason, madeBy: actor.id },
    ...{ sealed: targetOf(place) === undefined ? undefined : sealed, isSimulated: before?.isSimulated ?? isSimulated },
  });
  return ok({ version });
}

type StateRefusal = Refusal<"outside-scope" | "arrival-agreement-over">;

/** Starts or stops a connection: nothing is fetched and nothing is taken while it rests. */
export async function setActive(
  tx: Transaction,
  actor: By,
  { programme, connection, isActive }: Which & { readonly isActive: boolean },
  { clock }: Pick<ArrivalTools, "clock">,
): Promise<Outcome<null, StateRefusal>> {
  const found = await findConnection(tx, actor.scope, { programme, connection });
  if (found === undefined) return refuse({ code: "outside-scope" });
  const { lastDay } = found.agreement;
  if (isActive && lastDay < clock.today()) return refuse({ code: "arrival-agreement-over", params: { day: lastDay } });
  await setActiveState(tx, { programme, connection, isActive, now: clock.now() });
  return ok(null);
}

/** How often it is fetched, or looked into; null: only when somebody asks. */
export async function setSchedule(
  tx: Transaction,
  actor: By,
  { programme, connection, everyMinutes }: Which & { readonly everyMinutes: number | null },
  { clock }: Pick<ArrivalTools, "clock">,
): Promise<Outcome<null, Refusal<"outside-scope">>> {
  if ((await findConnection(tx, actor.scope, { programme, connection })) === undefined)
    return refuse({ code: "outside-scope" });
  await setScheduleState(tx, { programme, connection, everyMinutes, now: clock.now() });
  return ok(null);
}

export type SaidStream = WhichStream & {
  readonly connection: string;
  readonly name: Name;
  readonly mapping: StreamMapping;
  readonly reason: string;
  readonly basedOn: number;
};

/** Saves what the rows of a connection mean. A new stream is made by whoever reaches the programme; an owner changes it. */
export async function saveStream(
  tx: Transaction,
  actor: By,
  said: SaidStream,
): Promise<
  Outcome<
    { readonly version: number },
    Refusal<"outside-scope" | "version-stale" | "arrival-connection-unknown" | MappingFault["code"]>
  >
> {
  const { programme, stream, connection, name, mapping, reason, basedOn } = said;
  await lockStream(tx, said);
  const before = await findStream(tx, actor.scope, { programme, stream });
  if (before === undefined && !(await reachesProgramme(tx, actor.scope, programme)))
    return refuse({ code: "outside-scope" });
  if ((before?.version ?? 0) !== basedOn) return refuse({ code: "version-stale" });
  const isMoved = before !== undefined && before.connection !== connection;
  const isThere = isMoved || (await hasConnection(tx, programme, connection));
  if (isMoved || !isThere) return refuse({ code: "arrival-connection-unknown", params: { connection } });
  const fault = faultOf(mapping);
  if (fault !== undefined) return refuse(fault);
  const version = basedOn + 1;
  await insertStream(tx, { programme, stream, version, connection, name, mapping, reason, madeBy: actor.id });
  return ok({ version });
}

/** Says how another system calls units. */
export async function saveCode(
  tx: Transaction,
  actor: By,
  {
    programme,
    codes,
    lines,
  }: { readonly programme: string; readonly codes: string; readonly lines: readonly NewCode[] },
): Promise<
  Outcome<
    { readonly saved: number },
    Refusal<"outside-scope" | "arrival-unit-unknown" | "arrival-code-taken" | "days-out-of-order">
  >
> {
  if (!(await reachesCodes(tx, actor.scope, { programme, codes }))) return refuse({ code: "outside-scope" });
  await lockCodes(tx, programme, codes);
  const unknown = await findUnknownUnits(
    tx,
    programme,
    lines.map(({ subject }) => subject),
  );
  if (unknown.length > 0) return refuse({ code: "arrival-unit-unknown", params: { units: unknown.join("、") } });
  if (lines.some(({ firstDay, lastDay }) => lastDay !== undefined && lastDay < firstDay))
    return refuse({ code: "days-out-of-order" });
  for (const line of lines) {
    // One by one: lines of the same call may contradict each other.
    if ((await findOverlap(tx, { programme, codes }, [line])) !== undefined)
      return refuse({ code: "arrival-code-taken", params: { code: line.code } });
    await insertCodes(tx, { programme, codes, by: actor.id }, [line]);
  }
  return ok({ saved: lines.length });
}

/** From the day after, the code means this unit no longer. */
export async function endCode(
  tx: Transaction,
  actor: By,
  which: { readonly programme: string; readonly id: number; readonly lastDay: string },
): Promise<Outcome<null, Refusal<"outside-scope">>> {
  return (await setLastDay(tx, actor.scope, which)) ? ok(null) : refuse({ code: "outside-scope" });
}

import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import {
  type BodyLife,
  checkRegistry,
  type Edition,
  knownIn,
  newFindings,
  periodOf,
  type Registry,
  type RegistryFinding,
  withEdition,
} from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import { inTransaction, openRecording } from "../../platform/recordings.ts";
import { bodyLives, saveBodyEnd } from "./body-store.ts";
import { type DerivedChanges, derivedChanges, saveDerived } from "./derived-store.ts";
import {
  type Ask,
  askIn,
  type Concerned,
  type EditionMark,
  newestEdition,
  readRegistry,
  saveEdition,
} from "./edition-store.ts";

/** Later than every recording: what stands now. */
export const now = 2_147_483_647;

/** An edition before it is recorded: what it would leave, what it is answerable for, what pages and runs would see. */
export type PlannedEdition = {
  readonly newest: EditionMark | undefined;
  readonly before: Registry;
  readonly after: Registry;
  readonly edition: Edition;
  readonly findings: readonly RegistryFinding[];
  readonly changes: DerivedChanges;
  readonly when: { readonly cycle: string; readonly cutOff?: string | undefined };
  readonly bodies: readonly BodyLife[];
  readonly bodyEnd: BodyLife | undefined;
};

type Question = {
  readonly programme: string;
  /** Of people only these are read; nobody named: everybody. */
  readonly concerned?: Concerned | undefined;
  /** For which cycle subjects are derived; default: that of the newest edition. */
  readonly when?: { readonly cycle: string; readonly cutOff?: string | undefined } | undefined;
  /** A body is to decide no longer than that: what rests on it is a finding. */
  readonly bodyEnd?: BodyLife | undefined;
};

/** Reads what an edition touches, and says what would come of it. Nothing is written. Undefined: no registry and no cycle. */
export async function planEdition(
  ask: Ask,
  { programme, concerned, when, bodyEnd }: Question,
  editionOf: (registry: Registry) => Edition,
): Promise<PlannedEdition | undefined> {
  const at = { programme, recording: now };
  const newest = await newestEdition(ask, at);
  const cycle = when ?? (newest && { cycle: newest.cycle, cutOff: newest.cutOff ?? undefined });
  if (cycle === undefined) return undefined;
  const before = await readRegistry(ask, at, concerned);
  const edition = editionOf(before);
  const after = withEdition(before, edition);
  const bodies = await bodyLives(ask, programme);
  const later = bodies.map((body) => (body.id === bodyEnd?.id ? bodyEnd : body));
  const findings = newFindings(
    checkRegistry(before, knownIn(before, bodies)),
    checkRegistry(after, knownIn(before, later)),
  );
  const { unit = [], team = [], official = [] } = edition.withdrawn ?? {};
  const spans = new Map(before.unit.map((span) => [span.id, span.unit]));
  const withdrawn = [...unit.flatMap((id) => spans.get(id) ?? []), ...team, ...official];
  const officials = after.official.map(({ id }) => id);
  const changes = await derivedChanges(
    ask,
    at,
    after,
    { cycle: periodOf(cycle.cycle), cutOff: cycle.cutOff },
    { withdrawn, ...(concerned === undefined ? {} : { officials: [...new Set([...officials, ...withdrawn])] }) },
  );
  return { newest, before, after, edition, findings, changes, when: cycle, bodies, bodyEnd };
}

export type About = {
  readonly programme: string;
  readonly act: string;
  readonly effective?: string | undefined;
  readonly undoes?: number | undefined;
  /** What the recording is called: the act and whom it is about, or the file. */
  readonly name: string;
  readonly author: string;
  readonly reason: string;
};

/** Puts a planned edition on record, with the subjects that follow from it, as one recording. Errors among its findings refuse it. */
export async function recordEdition(
  tx: Transaction,
  planned: PlannedEdition,
  about: About,
): Promise<Outcome<{ readonly edition: number }, Refusal<"registry-unsound">>> {
  const errors = planned.findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first !== undefined)
    return refuse({ code: "registry-unsound", params: { finding: first.code, id: first.id, count: errors.length } });
  const { programme, name, author, reason } = about;
  const ask = askIn(tx);
  const recording = await openRecording(inTransaction(tx), { programme, kind: "registry", name, author, reason });
  const at = { programme, recording: recording.id };
  await saveEdition(ask, at, planned.edition, { ...about, ...planned.when });
  if (planned.bodyEnd) await saveBodyEnd(ask, at, planned.bodyEnd);
  await saveDerived(ask, at, planned.changes);
  return ok({ edition: recording.id });
}

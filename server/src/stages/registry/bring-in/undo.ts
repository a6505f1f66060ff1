import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { type Edition, type Entries, type EntryKind, entryKinds, type Registry } from "@biaochi/engine";
import type { ClientBase } from "pg";
import type { Database } from "../../../platform/database.ts";
import { lockRecordings, onConnection } from "../../../platform/recordings.ts";
import { bodyLives } from "../body-store.ts";
import { askOn, type EditionMark, newestEdition, readEdition, readRegistry } from "../edition-store.ts";
import { type DifferenceOf, differenceOf } from "./difference.ts";
import { recordWhole, wrongBy } from "./record.ts";

/** Whether something outside the registry rests on an import: asked of whoever joins the parts. */
export type RestsOn = (
  client: ClientBase,
  at: { readonly programme: string; readonly recording: number },
) => Promise<number>;

export type UndoRefusal = Refusal<
  "edition-unknown" | "edition-not-last" | "edition-carries-facts" | "undo-unsound" | "registry-empty"
>;
export type UndoPlan = {
  readonly edition: Edition;
  readonly registry: Registry;
  readonly mark: EditionMark;
  readonly difference: DifferenceOf;
};

/** The edition that puts back what stood before another: entries as they were, and those that it brought withdrawn. */
function reversed(
  touched: readonly { readonly kind: EntryKind; readonly ids: readonly string[] }[],
  before: Registry,
): Edition {
  const said: { [Kind in EntryKind]?: readonly Entries[Kind][] } = {};
  const withdrawn: { [Kind in EntryKind]?: readonly string[] } = {};
  const put = <Kind extends EntryKind>(kind: Kind, ids: readonly string[]) => {
    const wanted = new Set(ids);
    const entries: readonly Entries[Kind][] = before[kind].filter(({ id }) => wanted.has(id));
    const there = new Set(entries.map(({ id }) => id));
    if (entries.length > 0) said[kind] = entries as (typeof said)[Kind];
    const gone = ids.filter((id) => !there.has(id));
    if (gone.length > 0) withdrawn[kind] = gone;
  };
  for (const { kind, ids } of touched) put(kind, ids);
  return { ...said, withdrawn };
}

/**
 * What undoing a recording of the registry would do. Only the last one can be undone: what was recorded after it was recorded
 * on it. `rests`: facts that came with it, which an edition cannot take back.
 */
export async function planUndo(
  client: ClientBase,
  { programme, recording }: { readonly programme: string; readonly recording: number },
  rests: RestsOn,
): Promise<Outcome<UndoPlan, UndoRefusal>> {
  const ask = askOn(client);
  const mark = await newestEdition(ask, { programme, recording: 2_147_483_647 });
  if (mark === undefined) return refuse({ code: "registry-empty" });
  const touched = await readEdition(ask, { programme, recording });
  // The end of a body names no entry: it is undone by what the edition of the undo says.
  const isBodyEnd = mark.recording === recording && mark.act === "end-body";
  if (touched.length === 0 && !isBodyEnd) return refuse({ code: "edition-unknown" });
  if (mark.recording !== recording) return refuse({ code: "edition-not-last", params: { last: mark.recording } });
  const facts = await rests(client, { programme, recording });
  if (facts > 0) return refuse({ code: "edition-carries-facts", params: { n: facts } });
  const registry = await readRegistry(ask, { programme, recording });
  const before = await readRegistry(ask, { programme, recording: recording - 1 });
  const edition = reversed(touched, before);
  return ok({ edition, registry, mark, difference: backwards(registry, before, edition) });
}

/** Entries that are withdrawn are told as ended, the others as they change. */
function backwards(registry: Registry, before: Registry, edition: Edition): DifferenceOf {
  const told = differenceOf(registry, edition);
  const forward = differenceOf(before, Object.fromEntries(entryKinds.map((kind) => [kind, registry[kind]])));
  const gone = forward.changes
    .filter(({ what }) => what === "new")
    .map((change) => ({ ...change, what: "ended" as const, fields: [] }));
  return { changes: [...told.changes, ...gone], counts: told.counts };
}

/** Undoes the last recording of the registry as a new one. */
export async function undoEdition(
  database: Database,
  undo: { readonly programme: string; readonly recording: number; readonly author: string; readonly reason: string },
  rests: RestsOn,
): Promise<Outcome<{ readonly recording: number }, UndoRefusal>> {
  return database.withConnection(async (client) => {
    await client.query("begin");
    try {
      await lockRecordings(onConnection(client));
      const planned = await planUndo(client, undo, rests);
      const refusal = planned.ok ? undefined : planned.refusal;
      if (!planned.ok || refusal !== undefined) {
        await client.query("rollback");
        return planned as { readonly ok: false; readonly refusal: UndoRefusal };
      }
      const { edition, registry, mark } = planned.value;
      const bodies = await bodyLives(askOn(client), undo.programme);
      const wrong = wrongBy(registry, edition, bodies).filter(({ severity }) => severity === "error");
      if (wrong.length > 0) {
        await client.query("rollback");
        return refuse({ code: "undo-unsound", params: { n: wrong.length } });
      }
      const done = await recordWhole(client, {
        ...{ programme: undo.programme, registry, edition, author: undo.author, reason: undo.reason },
        name: `undo ${undo.recording}`,
        about: {
          act: "undo",
          cycle: mark.cycle,
          undoes: undo.recording,
          ...(mark.cutOff === null ? {} : { cutOff: mark.cutOff }),
        },
      });
      await client.query("commit");
      return ok({ recording: done.recording });
    } catch (error) {
      await client.query("rollback").catch(() => undefined); // the connection may be gone, and the transaction with it
      throw error;
    }
  });
}

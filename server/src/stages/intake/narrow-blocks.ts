import type { ClientBase } from "pg";
import { copyOut, literal } from "../../platform/copy.ts";
import { type ByteNames, byteNames } from "./byte-names.ts";
import { type FactsAt, type Group, keyOf } from "./cell.ts";
import { type Draft, emptyDraft, Held, isAbsence, putNumber, putOne, putState } from "./draft-block.ts";
import { beforeAbsence, type FieldRun, type NarrowRows, readNarrowRows } from "./narrow-rows.ts";
import type { Ordinals } from "./ordinal-store.ts";

/** Blocks made from nothing but the narrow rows: of a whole programme, or of some groups only. */
export async function draftsFromNarrow(
  client: ClientBase,
  at: FactsAt,
  ordinals: Ordinals,
  groups?: readonly Group[],
): Promise<Map<string, Draft>> {
  const drafts = new Map<string, Draft>();
  if (groups?.length === 0) return drafts;
  const subjects = byteNames(ordinals.size);
  for (let slot = 0; slot < ordinals.size; slot += 1) {
    const name = Buffer.from(ordinals.subjectAt(slot));
    subjects.add(name, 0, name.length);
  }
  const passed = await supersededUpTo(client, at);
  await readNarrowRows(client, at, { groups, withIds: passed !== undefined }, (rows) =>
    putRows(drafts, rows, { subjects, passed, slots: ordinals.size }),
  );
  return drafts;
}

type Known = { readonly subjects: ByteNames; readonly passed: ByteNames | undefined; readonly slots: number };

/** In the order of the rows, which is that of their source: mostly group by group, and in it subject by subject. */
function putRows(drafts: Map<string, Draft>, rows: NarrowRows, { subjects, passed, slots }: Known): void {
  const { bytes: names, starts } = rows.subjects;
  const { bytes: values, starts: valueStarts } = rows.values;
  let draft: Draft | undefined;
  let slot = -1;
  for (let row = 0; row < rows.count; row += 1) {
    if (draft === undefined || !isAsBefore(rows.indicators, row) || !isAsBefore(rows.periods, row)) {
      const key = keyOf({ indicator: textOf(rows.indicators, row), period: textOf(rows.periods, row) });
      draft = drafts.get(key) ?? emptyDraft(Math.min(slots, 1024));
      drafts.set(key, draft);
    }
    if (passed !== undefined && rows.ids !== undefined && isAmong(passed, rows.ids, row)) continue;
    slot = subjects.find(names, starts[row] as number, (starts[row + 1] as number) - 1, slot + 1);
    if (slot < 0) continue; // nobody's: the trigger on observation refuses it, an older database may have one
    if ((draft.states[slot] ?? Held.nothing) !== Held.nothing) putState(draft, slot, Held.aside);
    else putField(draft, slot, values, valueStarts[row] as number, (valueStarts[row + 1] as number) - 1);
  }
}

/**
 * The facts that were superseded up to a recording; undefined when there are none. Left out here and not by a join: whatever
 * the planner believes about the table, every row is read once.
 */
async function supersededUpTo(client: ClientBase, at: FactsAt): Promise<ByteNames | undefined> {
  const names = byteNames();
  let count = 0;
  await copyOut(
    client,
    `select supersedes from observation where programme = ${literal(at.programme)} and supersedes is not null
       and recording <= ${Math.trunc(at.recording)}`,
    ([id]) => {
      const name = Buffer.from(id ?? "");
      names.add(name, 0, name.length);
      count += 1;
    },
  );
  return count === 0 ? undefined : names;
}

const textOf = ({ bytes, starts }: FieldRun, row: number): string =>
  Buffer.from(bytes.buffer).toString("utf8", starts[row], (starts[row + 1] ?? 1) - 1);

function isAmong(names: ByteNames, { bytes, starts }: FieldRun, row: number): boolean {
  return names.find(bytes, starts[row] as number, (starts[row + 1] as number) - 1) >= 0;
}

/** Whether a field says the same as in the row before; false in the first row. */
function isAsBefore({ bytes, starts }: FieldRun, row: number): boolean {
  if (row === 0) return false;
  const before = starts[row - 1] as number;
  const own = starts[row] as number;
  const length = own - before;
  if ((starts[row + 1] as number) - own !== length) return false;
  for (let k = 0; k < length; k += 1) if (bytes[before + k] !== bytes[own + k]) return false;
  return true;
}

/** A value, and the state that may stand behind it. */
function putField(draft: Draft, slot: number, bytes: Uint8Array, from: number, to: number): void {
  if (putDigits(draft, slot, bytes, from, to)) return;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset).toString("latin1", from, to);
  const at = text.indexOf(String.fromCharCode(beforeAbsence));
  const value = at < 0 ? text : at === 0 ? null : text.slice(0, at);
  const absence = at < 0 ? null : text.slice(at + 1);
  if (!putOne(draft, slot, value, isAbsence(absence) ? absence : null)) putState(draft, slot, Held.aside);
}

/** A present value of up to 15 digits, straight from its bytes; false for any other. */
function putDigits(draft: Draft, slot: number, bytes: Uint8Array, from: number, to: number): boolean {
  const isNegative = bytes[from] === 45;
  const start = isNegative ? from + 1 : from;
  if (to - start > 16) return false;
  let mantissa = 0;
  let point = -1;
  for (let at = start; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (digit === -2 && point < 0) point = at;
    else return false;
  }
  if (to - start - (point < 0 ? 0 : 1) > 15 || to === start) return false;
  putNumber(draft, slot, isNegative && mantissa !== 0 ? -mantissa : mantissa, point < 0 ? 0 : to - point - 1, 0);
  return true;
}

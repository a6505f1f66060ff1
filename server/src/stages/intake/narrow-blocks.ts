import type { ClientBase } from "pg";
import { copyLines, fieldsOf, fieldText, literal } from "../../platform/copy.ts";
import { type ByteNames, byteNames } from "./byte-names.ts";
import { type FactsAt, type Group, keyOf } from "./cell.ts";
import { type Draft, emptyDraft, Held, isAbsence, putNumber, putOne, putState } from "./draft-block.ts";
import type { Ordinals } from "./ordinal-store.ts";

const pairs = (groups: readonly Group[]) =>
  groups.map(({ indicator, period }) => `(${literal(indicator)}, ${literal(period)})`).join(", ");

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
    const name = fieldText(ordinals.subjectAt(slot));
    subjects.add(name, 0, name.length);
  }
  const keys = byteNames();
  const byKey: Draft[] = [];
  const only = groups === undefined ? "" : `and (f.indicator, f.period) in (${pairs(groups)})`;
  const passed = await supersededUpTo(client, at);
  const query = `select ${passed === undefined ? "" : "f.id, "}f.subject, f.indicator, f.period, f.value, f.absence
    from observation f where f.programme = ${literal(at.programme)} and f.recording <= ${Math.trunc(at.recording)} ${only}`;
  await copyLines(client, query, (bytes, start, to) => {
    let from = start;
    if (passed !== undefined) {
      const idEnd = bytes.indexOf(9, start);
      if (passed.find(bytes, start, idEnd) >= 0) return;
      from = idEnd + 1;
    }
    const subjectEnd = bytes.indexOf(9, from);
    const indicatorEnd = bytes.indexOf(9, subjectEnd + 1);
    const keyEnd = bytes.indexOf(9, indicatorEnd + 1);
    const valueEnd = bytes.indexOf(9, keyEnd + 1);
    const slot = subjects.find(bytes, from, subjectEnd);
    if (slot < 0) return; // nobody's: the trigger on observation refuses it, an older database may have one
    let key = keys.find(bytes, subjectEnd + 1, keyEnd);
    if (key < 0) {
      key = keys.add(bytes, subjectEnd + 1, keyEnd);
      const [indicator, period] = fieldsOf(bytes, subjectEnd + 1, keyEnd);
      const draft = emptyDraft(Math.min(ordinals.size, 1024));
      byKey.push(draft);
      drafts.set(keyOf({ indicator: indicator ?? "", period: period ?? "" }), draft);
    }
    const draft = byKey[key];
    if (draft === undefined) throw new Error("a block without a draft");
    if ((draft.states[slot] ?? Held.nothing) !== Held.nothing) return putState(draft, slot, Held.aside);
    if (bytes[valueEnd + 1] === 92 && putDigits(draft, slot, bytes, keyEnd + 1, valueEnd)) return;
    const [value = null, absence = null] = fieldsOf(bytes, keyEnd + 1, to);
    if (!putOne(draft, slot, value, isAbsence(absence) ? absence : null)) putState(draft, slot, Held.aside);
  });
  return drafts;
}

/**
 * The facts that were superseded up to a recording; undefined when there are none. Left out here and not by a join: whatever
 * the planner believes about the table, every row is read once.
 */
async function supersededUpTo(client: ClientBase, at: FactsAt): Promise<ByteNames | undefined> {
  const names = byteNames();
  let count = 0;
  await copyLines(
    client,
    `select supersedes from observation where programme = ${literal(at.programme)} and supersedes is not null
       and recording <= ${Math.trunc(at.recording)}`,
    (bytes, from, to) => {
      names.add(bytes, from, to);
      count += 1;
    },
  );
  return count === 0 ? undefined : names;
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

import { readSource } from "../source.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { insertMember, linesOf, removeMember, removePair } from "./members.ts";
import { afterLeaving, editValues, type SchemeEdit, type SchemePath, sameValue, valueAt } from "./on-values.ts";
import { owned } from "./own.ts";
import { setValue } from "./set.ts";

/** Why a document was left as it was. The sentence is in `words`, under the code. */
export interface EditRefusal {
  /** The text cannot be read; there is no such place in it; the change cannot be written without touching something else. */
  readonly code: "edit-unreadable" | "edit-nowhere" | "edit-needs-text";
  /** Where to look in the text, from 1. */
  readonly line: number;
}

export type Edited =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: EditRefusal };

/**
 * One change of a scheme document, made in its text: everything else keeps its bytes, its comments and its order.
 *
 * Guarantees: the new text reads as the old one with exactly this change, or the change is refused. A value that others
 * share by anchor and alias is changed at this place only.
 */
export function editScheme(written: string, edit: SchemeEdit): Edited {
  const mark = written.startsWith("\uFEFF") ? "\uFEFF" : "";
  const text = written.slice(mark.length);
  const source = readSource(text);
  const place = edit.do === "move" ? edit.from : edit.at;
  const refused = (code: EditRefusal["code"]): Edited => ({
    ok: false,
    refusal: { code, line: source.faults[0]?.place.line ?? source.place(place).line },
  });
  if (source.faults.length > 0) return refused("edit-unreadable");
  const wanted = editValues(source.raw, edit);
  if (wanted === undefined) return refused("edit-nowhere");
  for (const attempt of attempts(text, edit, source.raw)) {
    const next = attempt();
    if (next === undefined) continue;
    const read = readSource(next);
    if (read.faults.length === 0 && sameValue(read.raw, wanted)) return { ok: true, text: mark + next };
  }
  return refused("edit-needs-text");
}

/** Several changes as one: all of them or none. Each is made in the text that the one before left. */
export function editSchemeAll(text: string, edits: readonly SchemeEdit[]): Edited {
  let now: Edited = { ok: true, text };
  for (const edit of edits) {
    now = editScheme(now.text, edit);
    if (!now.ok) return now;
  }
  return now;
}

type Attempt = () => string | undefined;

/** Ways to write a change, the one that keeps most first. */
function attempts(text: string, edit: SchemeEdit, raw: unknown): readonly Attempt[] {
  switch (edit.do) {
    case "set":
      return [() => setValue(owned(layoutOf(text), edit.at, true), edit.at, edit.value)];
    case "remove":
      return [() => removeAt(owned(layoutOf(text), edit.at, true), edit.at)];
    case "insert":
      return [() => insertMember(owned(layoutOf(text), edit.at, false), edit.at, edit.index, edit.value)];
    case "move": {
      const to = afterLeaving(edit.from, edit.to);
      const list = edit.from.slice(0, -1);
      if (to === undefined) return [];
      if (sameValue(list, edit.to) && edit.index === edit.from.at(-1)) return [() => text];
      const mine = () => owned(owned(layoutOf(text), list, false), edit.to, false);
      const moved = (layout: Layout, isVerbatim: boolean): string | undefined => {
        const lines = isVerbatim ? linesOf(layout, edit.from) : undefined;
        if (isVerbatim && lines === undefined) return undefined;
        const without = removeAt(layout, edit.from);
        return without === undefined
          ? undefined
          : insertMember(layoutOf(without), to, edit.index, valueAt(raw, edit.from), lines);
      };
      return [() => moved(mine(), true), () => moved(owned(mine(), edit.from, true), false)];
    }
  }
}

const removeAt = (layout: Layout, at: SchemePath): string | undefined =>
  typeof at.at(-1) === "number" ? removeMember(layout, at) : removePair(layout, at);

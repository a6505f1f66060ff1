/** Texts of a document as they followed each other: what was written can be taken back, and done again. */
export type History = {
  readonly past: readonly string[];
  readonly now: string;
  readonly future: readonly string[];
};

const most = 200;

export const begun = (text: string): History => ({ past: [], now: text, future: [] });

/** Something new was written: what had been taken back is gone. */
export const written = ({ past, now }: History, text: string): History =>
  text === now ? { past, now, future: [] } : { past: [...past, now].slice(-most), now: text, future: [] };

export function undone(history: History): History {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] };
}

export function redone(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future };
}

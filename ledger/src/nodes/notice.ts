// What a node says to those who keep it: a code and figures. The sentences stand where they are shown (`words/`, docs).
export const noticeCodes = [
  "node-listening",
  "node-stopped",
  "node-made",
  "log-added",
  "folder-taken",
  "folder-not-made",
  "folder-in-use",
  "folder-unwritable",
  "settings-malformed",
  "log-known",
  "key-missing",
  "key-exists",
  "key-open-to-others",
  "key-unreadable",
  "state-missing",
  "state-damaged",
  "state-not-kept",
  "port-taken",
  "cosigned",
  "request-refused",
  "evidence-kept",
  "evidence-not-kept",
  "evidence-proves",
  "evidence-proves-nothing",
  "evidence-unreadable",
  "mirror-holds",
  "mirror-folding",
  "mirror-resumed",
  "mirror-damaged",
  "mirror-mended",
  "log-unreachable",
  "log-not-published",
  "log-not-there",
  "log-answers-again",
  "log-answer-malformed",
  "alarm-forked",
  "alarm-rewritten",
  "alarm-shrank",
  "alarm-snapshot-differs",
  "alarm-silent",
  "alarm-unwitnessed",
  "status-sound",
  "status-alarmed",
  "status-unknown",
  "status-never",
  "witness-not-running",
] as const;

export type NoticeCode = (typeof noticeCodes)[number];

export interface Notice {
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Tell = (notice: Notice) => void;

export function notice(code: NoticeCode, params: Notice["params"] = {}): Notice {
  return { code, params };
}

/** What a node could not do, and why, as a value. */
export type Done<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly notice: Notice };

export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function undone(
  code: NoticeCode,
  params: Notice["params"] = {},
): { readonly ok: false; readonly notice: Notice } {
  return { ok: false, notice: notice(code, params) };
}

import type { ExportKind } from "@biaochi/contract";

/** What is asked for, as it stands in the address; without a run no form is shown. */
export type ExportChoice = { readonly run?: number; readonly what?: ExportKind; readonly subject?: string };

const kinds = ["standings", "score-sheets", "table"] as const;

export function readExportChoice(search: Record<string, unknown>): ExportChoice {
  const run = Number(search.run);
  const what = kinds.find((kind) => kind === search.what);
  const { subject } = search;
  return {
    ...(Number.isInteger(run) && run > 0 ? { run } : {}),
    ...(what ? { what } : {}),
    ...(typeof subject === "string" && subject !== "" ? { subject: subject.slice(0, 200) } : {}),
  };
}

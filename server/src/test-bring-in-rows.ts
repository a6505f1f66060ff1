import type { Row } from "./test-permission-rows.ts";

type Names =
  | (
      | "listRegistries"
      | "makeProgramme"
      | "listImports"
      | "startImport"
      | "sendImportFile"
      | "readImportFiles"
      | "readImport"
    )
  | ("listImportChanges" | "proposeImportSheet" | "changeImport" | "tryImport" | "applyImport" | "abandonImport")
  | ("previewUndo" | "undoImport" | "listRecognised" | "withdrawRecognised" | "readRegistryTemplate")
  | ("listRegistryExports" | "askRegistryExport" | "decideRegistryExport" | "takeRegistryExport" | "endRegistryExport");

const day = "2026-09-30";

/** Workbooks that come in: of a programme, or of an import, which nobody but the appraisal office has any. */
export const bringInRows: { readonly [N in Names]: Row } = {
  listRegistries: { about: "nobody", lists: true },
  makeProgramme: {
    about: "nobody",
    body: () => ({ programme: "town", title: { "zh-CN": "x", en: "x" }, cycle: "2026" }),
  },
  listImports: { about: "programme" },
  startImport: { about: "programme", body: () => ({ day, extent: "additional" }) },
  sendImportFile: { about: "nobody", query: () => "name=a.csv", body: () => ({}) },
  readImportFiles: { about: "nobody" },
  readImport: { about: "nobody" },
  listImportChanges: { about: "nobody" },
  proposeImportSheet: { about: "nobody", body: () => ({ file: "a", sheet: "a", headingRow: 1 }) },
  changeImport: { about: "nobody", body: () => ({ revision: 1 }) },
  tryImport: { about: "nobody", body: () => ({ revision: 1 }) },
  applyImport: { about: "nobody", body: () => ({ revision: 1, reason: "r" }) },
  abandonImport: { about: "nobody" },
  listRecognised: { about: "programme" },
  withdrawRecognised: { about: "nobody" },
  readRegistryTemplate: { about: "programme" },
  listRegistryExports: { about: "programme" },
  askRegistryExport: {
    about: "programme",
    body: () => ({ extent: "without-decisions", lang: "en", purpose: "r" }),
  },
  decideRegistryExport: { about: "nobody", body: () => ({ approve: false }) },
  takeRegistryExport: { about: "nobody" },
  endRegistryExport: { about: "nobody" },
  previewUndo: { about: "programme" },
  undoImport: { about: "programme", body: () => ({ reason: "r" }) },
};

import { entryKinds } from "@biaochi/engine";
import { sayComposed } from "@biaochi/words";
import { placeOfFinding, sayDatasetFinding } from "../dataset/sentence.ts";
import type { ImportRecord } from "../stages/registry/bring-in/import-store.ts";
import { countsOf } from "../stages/registry/bring-in/view.ts";
import type { CommandContext } from "./command.ts";

/** What trying an import found, as lines, or with `--json` as it is. */
export function importSaid({ isJson, language, print }: CommandContext, { outcome, mapping }: ImportRecord): void {
  if (outcome === null) return;
  if (isJson) {
    const sheets = mapping.map(({ file, sheet, table, headingRow, columns }) => ({
      file,
      sheet,
      table,
      headingRow,
      columns,
    }));
    print(JSON.stringify({ ok: outcome.errors === 0 && outcome.asked === 0, sheets, ...outcome }));
    return;
  }
  for (const { file, sheet, table, columns } of mapping) {
    const holds = sayComposed(language, table === null ? "import.left-out" : `import.table.${table}`);
    const said = columns.map(({ heading, to }) => `${heading} → ${to ?? "–"}`).join(", ");
    print(`${file}#${sheet}: ${holds} (${said})`);
  }
  for (const finding of outcome.findings) {
    const sentence = finding.rule
      ? sayComposed(language, `registry-finding.${finding.code}`, finding.values ?? {})
      : sayDatasetFinding(language, finding);
    print(`${finding.severity === "error" ? "■" : "△"} ${placeOfFinding(finding)}: ${sentence}`);
  }
  for (const { key, name, unit, file, row, alike } of outcome.questions)
    print(`? ${file}:${row} ${name} ${unit} [${key}] ${alike.map(({ id }) => id).join(" | ")} | new`);
  for (const { kind, counts } of countsOf(outcome.counts).filter((each) =>
    entryKinds.some((known) => known === each.kind),
  ))
    print(
      `${sayComposed(language, `import.kind.${kind}`)}: +${counts.new} ~${counts.changed} -${counts.ended} =${counts.unchanged}`,
    );
}

import { basename, dirname } from "node:path";
import { sayComposed } from "@biaochi/words";
import { collectFindings } from "../dataset/finding.ts";
import { listFolder } from "../dataset/folder.ts";
import { readSchemeFile } from "../dataset/revision.ts";
import type { Row } from "../dataset/row.ts";
import { rowsOf } from "../dataset/rows.ts";
import { fromHere } from "../platform/settings.ts";
import { type Command, misused } from "./command.ts";
import {
  datasetExit,
  exitOf,
  findingJson,
  findingLine,
  schemeFindingJson,
  schemeFindingLine,
} from "./dataset-report.ts";

/** Checks one scheme document; where it lists no indicators itself, with the table of indicators beside it. */
export const lint: Command = {
  name: "lint",
  summary: "command.lint",
  arguments: "<scheme>",
  options: {},
  async run(context) {
    const [given, ...more] = context.positionals;
    if (given === undefined || more.length > 0) return misused(context, "lint", "<scheme>");
    const { language } = context;
    const path = fromHere(given);
    const findings = collectFindings();
    const beside = (await listFolder(dirname(path), collectFindings())) ?? [];
    const indicators: Row[] = [];
    const reading = { findings, digests: [], spoiled: { names: new Set<string>(), isTable: false } };
    for await (const rows of rowsOf("indicators", beside, [], reading)) indicators.push(...rows);
    const read = await readSchemeFile({ name: basename(path), path }, indicators, findings);
    const said = read?.findings ?? [];
    if (context.isJson) {
      context.print(
        JSON.stringify({
          ok: findings.errors === 0 && read?.scheme !== undefined,
          scheme: said.map((finding) => schemeFindingJson(language, given, finding)),
          findings: findings.kept.map((finding) => findingJson(language, finding)),
        }),
      );
    } else {
      for (const finding of said) context.print(schemeFindingLine(language, given, finding));
      for (const finding of findings.kept) context.print(findingLine(language, finding));
    }
    if (findings.errors > 0) return exitOf({ findings });
    if (!read?.scheme) return datasetExit.findings;
    if (!context.isJson) context.print(sayComposed(language, "lint.sound", { file: given }));
    return datasetExit.done;
  },
};

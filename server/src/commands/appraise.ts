import { join } from "node:path";
import { appraise as appraiseFacts, explain } from "@biaochi/engine";
import { sayComposed } from "@biaochi/words";
import { readDataset } from "../dataset/dataset.ts";
import { resultView } from "../dataset/output/result-view.ts";
import { mayReplace, type Written, writeResults } from "../dataset/output/write-results.ts";
import { fromHere } from "../platform/settings.ts";
import { type Command, type CommandContext, type ExitCode, misused } from "./command.ts";
import { datasetArguments, datasetOptions } from "./dataset-arguments.ts";
import { datasetExit, exitOf, findingsJson, findingsText } from "./dataset-report.ts";
import { openProgress } from "./progress.ts";

/** Reads a folder, refuses it with every finding, or appraises everybody in it and writes the results whole. */
export const appraise: Command = {
  name: "appraise",
  summary: "command.appraise",
  arguments: "<folder>",
  options: { out: { type: "string", summary: "command.option-out" }, ...datasetOptions },
  async run(context) {
    const asked = datasetArguments(context);
    if ("wrong" in asked) return misused(context, "appraise", asked.wrong);
    if (context.positionals.length > 1) return misused(context, "appraise", "<folder>");
    const { language, values } = context;
    const out = typeof values.out === "string" ? fromHere(values.out) : join(asked.folder, "out");
    const allowed = await mayReplace(out);
    if (!allowed.ok) return unwritten(context, allowed);

    const progress = openProgress(language);
    const read = await readDataset({
      ...asked,
      progress: (done, total) => progress.at("progress.reading", done, total),
    });
    const { dataset } = read;
    if (!dataset) {
      progress.end();
      if (context.isJson) context.print(JSON.stringify({ ok: false, ...findingsJson(language, read) }));
      else for (const line of findingsText(language, read)) context.print(line);
      return exitOf(read);
    }
    const period = asked.period === undefined ? {} : { period: asked.period };
    const appraisal = appraiseFacts(dataset.scheme, dataset.facts, {
      ...period,
      digests: dataset.digests,
      progress: (done, total) => progress.at("progress.appraising", done, total),
    });
    progress.at("progress.explaining", 0, 1);
    const explanations = explain(dataset.scheme, dataset.facts, period);
    progress.at("progress.writing", 0, 1);
    const warnings = read.findings.kept;
    const written = await writeResults(out, resultView(language, dataset, appraisal, explanations, warnings));
    progress.end();
    if (!written.ok) return unwritten(context, written);

    const provisional = appraisal.results.filter((result) => result.standing === "provisional").length;
    const subjects = appraisal.results.length;
    if (context.isJson) {
      const { findings: runFindings, ...more } = appraisal;
      context.print(
        JSON.stringify({
          ok: true,
          out,
          synthetic: dataset.scheme.synthetic === true,
          ...findingsJson(language, read),
          ...more,
          runFindings,
        }),
      );
      return datasetExit.done;
    }
    for (const line of findingsText(language, read)) context.print(line);
    context.print(sayComposed(language, "appraise.done", { subjects, provisional, out }));
    if (dataset.scheme.synthetic) context.print(sayComposed(language, "result.synthetic-label"));
    return datasetExit.done;
  },
};

function unwritten(context: CommandContext, refusal: Written & { ok: false }): ExitCode {
  if (context.isJson) context.print(JSON.stringify(refusal));
  else context.print(sayComposed(context.language, refusal.code, refusal.params));
  return datasetExit.environment;
}

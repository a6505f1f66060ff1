import { type Explanation, explain as explainSubjects, type Subject } from "@biaochi/engine";
import { isCode, type Language, rules, sayComposed } from "@biaochi/words";
import { type Dataset, readDataset } from "../dataset/dataset.ts";
import { namesOf } from "../dataset/output/result-view.ts";
import { type Command, misused } from "./command.ts";
import { datasetArguments, datasetOptions } from "./dataset-arguments.ts";
import { datasetExit, exitOf, findingsJson, findingsText } from "./dataset-report.ts";
import { openProgress } from "./progress.ts";

/** Why one subject has its score: every step, then the lost points, largest first. */
export const explain: Command = {
  name: "explain",
  summary: "command.explain",
  arguments: "<folder> <subject>",
  options: datasetOptions,
  async run(context) {
    const asked = datasetArguments(context);
    const [, wanted, ...more] = context.positionals;
    if ("wrong" in asked || wanted === undefined || more.length > 0) {
      return misused(context, "explain", "wrong" in asked ? asked.wrong : "<folder> <subject>");
    }
    const { language } = context;
    const progress = openProgress(language);
    const read = await readDataset({
      ...asked,
      progress: (done, total) => progress.at("progress.reading", done, total),
    });
    progress.end();
    const { dataset } = read;
    if (!dataset) {
      if (context.isJson) context.print(JSON.stringify({ ok: false, ...findingsJson(language, read) }));
      else for (const line of findingsText(language, read)) context.print(line);
      return exitOf(read);
    }
    const subject = subjectCalled(dataset, wanted);
    const period = asked.period === undefined ? {} : { period: asked.period };
    const [explanation] = subject
      ? explainSubjects(dataset.scheme, dataset.facts, { ...period, subjects: [subject.id] })
      : [];
    if (!subject || !explanation) {
      if (context.isJson)
        context.print(JSON.stringify({ ok: false, code: "subject-not-explained", params: { subject: wanted } }));
      else context.print(sayComposed(language, "subject-not-explained", { subject: wanted }));
      return datasetExit.findings;
    }
    if (context.isJson)
      context.print(JSON.stringify({ ok: true, synthetic: dataset.scheme.synthetic === true, ...explanation }));
    else for (const line of explanationLines(language, dataset, subject, explanation)) context.print(line);
    return datasetExit.done;
  },
};

/** By identifier, else by a name that only one subject has. */
function subjectCalled(dataset: Dataset, wanted: string): Subject | undefined {
  const { subjects } = dataset.facts;
  const named = subjects.filter((each) => each.name["zh-CN"] === wanted || each.name.en === wanted);
  return subjects.find((each) => each.id === wanted) ?? (named.length === 1 ? named[0] : undefined);
}

const told = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

function explanationLines(
  language: Language,
  dataset: Dataset,
  subject: Subject,
  explanation: Explanation,
): readonly string[] {
  const say = (code: string, params = {}) => sayComposed(language, code, params);
  const names = namesOf(language, dataset);
  const facts = (ids: readonly string[]) =>
    ids.length > 0 ? `  [${ids.slice(0, 6).join(", ")}${ids.length > 6 ? ` … ${ids.length}` : ""}]` : "";
  const absence = (name: string | undefined) => (name === undefined ? "" : ` ${say(`absence.${name}`)}`);
  return [
    `${subject.name[language]} (${subject.id}) · ${explanation.period} · ${explanation.score ?? say("result.standing.not-formed")}`,
    ...(dataset.scheme.synthetic ? [say("result.synthetic-label")] : []),
    "",
    say("explain.steps"),
    ...explanation.steps.map((step) => {
      const points = [
        step.before === undefined ? "" : `${step.before} → `,
        step.points ?? "",
        step.full === undefined ? "" : ` / ${step.full}`,
      ].join("");
      const stage = isCode(`result.stage.${step.stage}`) ? say(`result.stage.${step.stage}`) : step.stage;
      return `  ${names.pathName(step.path) || "·"}  ${stage} ${step.code}  ${points}${absence(step.absence)}  ${told(step.inputs)}${facts(step.facts)}`;
    }),
    "",
    say("explain.lost"),
    ...explanation.lost.flatMap((lost) => [
      `  −${lost.lost}  ${names.pathName(lost.path)}  ${lost.points} / ${lost.full}${absence(lost.absence)}${facts(lost.facts)}`,
      `      ${rules.why(language, lost) ?? `${rules.name(language, lost.rule)}: ${told(lost.inputs)}`} ${rules.regain(language, lost) ?? ""}`.trimEnd(),
    ]),
  ];
}

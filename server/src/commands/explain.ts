import {
  type Explanation,
  exactOf,
  explain as explainSubjects,
  type LostPoints,
  minus,
  type Step,
  type Subject,
  show,
} from "@biaochi/engine";
import {
  isCode,
  type Language,
  periodName,
  quantity,
  type RuleTold,
  rules,
  sayComposed,
  score,
  signed,
} from "@biaochi/words";
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

/** What a rule told, in words and short numbers: "实际值 96.2，目标值 95". */
const told = (language: Language, values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${toldName(language, name)} ${quantity(value)}`)
    .join(language === "zh-CN" ? "，" : ", ");

/** "1.actual" is the first sub-rule's; "mean.leaders" the mean of one group; a name without a word is a period. */
function toldName(language: Language, name: string): string {
  const [first = "", ...rest] = name.split(".");
  if (isCode(`told.${name}`)) return sayComposed(language, `told.${name}`);
  if (isCode(`told.${first}`)) return `${sayComposed(language, `told.${first}`)}（${rest.join(".")}）`;
  const last = rest.join(".");
  if (isCode(`told.${last}`)) return `${first}. ${sayComposed(language, `told.${last}`)}`;
  return periodName(language, name);
}

/** Steps that moved nothing are left out: an item placed in its block with the points it already had. */
const isEvent = (step: Step): boolean => step.stage !== "block" || step.before !== step.points;

/** Why points were lost: one sentence, or one for each period in which some were. */
function whyLines(language: Language, lost: LostPoints, steps: readonly Step[]): readonly string[] {
  const sentence = (from: RuleTold): string =>
    `${rules.why(language, from) ?? `${rules.name(language, from.rule)} ${told(language, from.inputs)}`} ${rules.regain(language, from) ?? ""}`.trim();
  const scored = steps.filter((step) => step.stage === "item" && step.path.replaceAll(/\[[^\]]*\]/g, "") === lost.path);
  if (scored.length < 2) return [`      ${sentence(lost)}`];
  return scored.flatMap((step) => {
    if (step.points === undefined || step.full === undefined || step.points === step.full) return [];
    const missing = show(minus(exactOf(step.full), exactOf(step.points)));
    const when = /\[([^\]]*)\]/.exec(step.path)?.[1] ?? "";
    return [
      `      ${periodName(language, when)}  ${score(step.points)} / ${score(step.full)}  ${sentence({ rule: step.code, inputs: step.inputs, points: step.points, full: step.full, lost: missing })}`,
    ];
  });
}

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
  const doing = (step: Step) =>
    step.code.includes("@")
      ? rules.name(language, step.code)
      : isCode(`step.${step.code}`)
        ? say(`step.${step.code}`)
        : step.code;
  return [
    `${subject.name[language]} (${subject.id}) · ${periodName(language, explanation.period)} · ${explanation.score ?? say("result.standing.not-formed")}`,
    ...(dataset.scheme.synthetic ? [say("result.synthetic-label")] : []),
    "",
    say("explain.lost"),
    ...explanation.lost.flatMap((lost) => [
      `  ${signed(lost.lost.startsWith("-") ? lost.lost.slice(1) : `-${lost.lost}`)}  ${names.pathName(lost.path)}  ${score(lost.points)} / ${score(lost.full)}${absence(lost.absence)}${facts(lost.facts)}`,
      ...whyLines(language, lost, explanation.steps),
    ]),
    "",
    say("explain.steps"),
    ...explanation.steps.filter(isEvent).map((step) => {
      const points = [
        step.before === undefined ? "" : `${quantity(step.before)} → `,
        step.points === undefined ? "" : quantity(step.points),
        step.full === undefined ? "" : ` / ${quantity(step.full)}`,
      ].join("");
      return `  ${names.pathName(step.path) || "·"}  ${doing(step)}  ${points}${absence(step.absence)}  ${told(language, step.inputs)}${facts(step.facts)}`;
    }),
  ];
}

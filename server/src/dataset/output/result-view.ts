import {
  type Appraisal,
  type Explanation,
  isBlock,
  isItem,
  type Scheme,
  type SchemeNode,
  type Subject,
  type SubjectResult,
} from "@biaochi/engine";
import type { Language } from "@biaochi/words";
import type { Dataset } from "../dataset.ts";
import type { Finding } from "../finding.ts";

type Text = { readonly "zh-CN": string; readonly en: string };

/** The names that people know, in one language, of what results call by identifiers. */
export interface Names {
  nameOf(subject: string): string;
  listName(id: string): string;
  cohortName(id: string): string;
  gradeName(id: string): string;
  bandName(id: string): string;
  /** "usual/hotline" → "平时 / 热线响应率". */
  pathName(path: string): string;
}

/** Everything that the written results show. */
export interface ResultView extends Names {
  readonly language: Language;
  readonly dataset: Dataset;
  readonly appraisal: Appraisal;
  readonly explanations: readonly Explanation[];
  readonly warnings: readonly Finding[];
  /** Results in protocol order: units, teams, officials, each by sort number. */
  readonly inOrder: readonly { readonly subject: Subject; readonly result: SubjectResult }[];
}

const rankOfType = { unit: 0, team: 1, official: 2 } as const;

/** Units before teams before officials; inside each the protocol's sort number, then the identifier. */
export const protocolOrder = (a: Subject, b: Subject): number =>
  rankOfType[a.type] - rankOfType[b.type] || a.sort - b.sort || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function nodeNames(scheme: Scheme, language: Language): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const indicators = new Map(scheme.indicators.map((each) => [each.id, each.name[language]]));
  const put = (id: string, name: Text | undefined, indicator: string | undefined) => {
    if (!names.has(id))
      names.set(id, name?.[language] ?? (indicator && indicators.get(indicator)) ?? indicators.get(id) ?? id);
  };
  const walk = (node: SchemeNode) => {
    if (isItem(node)) put(node.item, node.name, node.indicator);
    if (!isBlock(node)) return;
    put(node.block, node.name, undefined);
    for (const inner of node.items) walk(inner);
    for (const each of [...(node.deductions?.items ?? []), ...(node.bonus?.items ?? [])])
      put(each.item, each.name, each.indicator);
  };
  for (const nodes of Object.values(scheme.blocks ?? {})) for (const node of nodes) walk(node);
  for (const list of scheme.lists) walk(list.score);
  return names;
}

export function namesOf(language: Language, { scheme, facts }: Pick<Dataset, "scheme" | "facts">): Names {
  const subjects = new Map(facts.subjects.map((subject) => [subject.id, subject.name[language]]));
  const named = (pairs: readonly { readonly id: string; readonly name?: Text | undefined }[]) => {
    const names = new Map(pairs.map((each) => [each.id, each.name?.[language] ?? each.id]));
    return (id: string): string => names.get(id) ?? id;
  };
  const cohort = named(scheme.cohorts);
  const nodes = nodeNames(scheme, language);
  return {
    nameOf: (id) => subjects.get(id) ?? id,
    listName: named(scheme.lists),
    cohortName: (id) => [cohort(id.split(":")[0] ?? id), ...id.split(":").slice(1)].join(" "),
    gradeName: named(scheme.grades.flatMap((grading) => grading.scale)),
    bandName: named(scheme.bands.flatMap((band) => band.scale)),
    pathName: (path) =>
      path
        .split("/")
        .map((part) => {
          const [, id = part, period = ""] = /^([^[]*)(\[.*\])?$/.exec(part) ?? [];
          return (nodes.get(id) ?? id) + period;
        })
        .join(" / "),
  };
}

export function resultView(
  language: Language,
  dataset: Dataset,
  appraisal: Appraisal,
  explanations: readonly Explanation[],
  warnings: readonly Finding[],
): ResultView {
  const subjects = new Map(dataset.facts.subjects.map((subject) => [subject.id, subject]));
  const inOrder = appraisal.results
    .flatMap((result) => {
      const subject = subjects.get(result.subject);
      return subject ? [{ subject, result }] : [];
    })
    .sort((a, b) => protocolOrder(a.subject, b.subject));
  return { ...namesOf(language, dataset), language, dataset, appraisal, explanations, warnings, inOrder };
}

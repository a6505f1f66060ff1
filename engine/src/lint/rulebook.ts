import { compare, type Exact, percent } from "../number/exact.ts";
import { gradeScale, quota, teamGradeScale } from "../rulebook/ask.ts";
import { type NationalQuota, type Regime, regimes } from "../rulebook/document.ts";
import { layerOf } from "../rulebook/local.ts";
import { type Rule, type Rulebook, rulesOn } from "../rulebook/rulebook.ts";
import type { RedLine } from "../rules/veto.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Grading } from "../scheme/outcome.ts";
import type { Remark } from "../scheme/read.ts";
import { nearest } from "../scheme/vocabulary.ts";
import type { At } from "./walk.ts";

/** Names of red lines that a city has added begin so; a rulebook does not know them. */
const localRedLine = /^local\./;

/** What a city has added to the allow-list by a document of its own, approved by a second person. */
export type LocalRedLine = {
  readonly key: string;
  readonly caps: readonly ("bars-top-grade" | "fails" | "adjusts")[];
  readonly until: string;
};

/** What a scheme is compared to. */
export type Beside = { readonly rulebook: Rulebook; readonly additions?: readonly LocalRedLine[] };

/**
 * A scheme beside the national rules of the day on which it takes effect. What is found never keeps a scheme from being used: most national
 * figures are still to be confirmed, and a city may have an approval in hand.
 */
export function checkAgainstRulebook(scheme: Scheme, beside: Beside): readonly Remark[] {
  const { rulebook } = beside;
  const day = scheme.effective.from;
  return [
    ...scheme.grades.flatMap((grading, g) => [
      ...scaleAgainst(rulebook, grading, ["grades", g], day),
      ...quotasAgainst(rulebook, scheme, grading, ["grades", g]),
    ]),
    ...scheme.redLines.flatMap((line, r) => redLineAgainst(beside, scheme, line, ["redLines", r])),
  ];
}

/** The regimes of people whom a grading is for. Leaders of units are graded as leading members unless the scheme says a regime. */
function regimesOf({ for: selector }: Grading): readonly Regime[] {
  const said = regimes.filter((each) => selector.where?.regime?.includes(each));
  if (said.length > 0) return said;
  const classes = selector.where?.roleClass ?? [];
  return classes.length > 0 && classes.every((each) => each === "head" || each === "deputy")
    ? ["leading-member"]
    : ["civil-servant"];
}

type Text = Scheme["title"];

const namesOf = (grades: readonly Text[]): Text => ({
  "zh-CN": grades.map((each) => each["zh-CN"]).join("、"),
  en: grades.map(({ en }) => en).join(", "),
});

function scaleAgainst(rulebook: Rulebook, grading: Grading, at: At, day: string): readonly Remark[] {
  const type = grading.for.type;
  if (type === "unit" || type === undefined) return []; // units have no national scale
  const found = namesOf(grading.scale.map(({ name }) => name));
  const answers =
    type === "team"
      ? [teamGradeScale(rulebook, day)]
      : regimesOf(grading).map((regime) => gradeScale(rulebook, regime, day));
  return answers.flatMap((answer): readonly Remark[] => {
    const expected = answer && namesOf(answer.value.grades);
    if (answer === undefined || expected === undefined) return [];
    const [is, shouldBe] = [found["zh-CN"], expected["zh-CN"]];
    if (shouldBe === "" || shouldBe === is) return [];
    const said = remark("scale-not-national", [...at, "scale"], is, shouldBe, answer.rule);
    return [{ ...said, names: { found, expected } }];
  });
}

function quotasAgainst(rulebook: Rulebook, scheme: Scheme, grading: Grading, at: At): readonly Remark[] {
  const day = scheme.effective.from;
  const type = grading.for.type;
  if (type === "unit" || type === undefined) return [];
  const whose = type === "team" ? (["team"] as const) : regimesOf(grading);
  const teamScale = scheme.grades.find((other) => other.for.type === "team")?.scale ?? [];
  const teamGrade = (id: string): string => teamScale.find((grade) => grade.id === id)?.name["zh-CN"] ?? id;
  return grading.quotas.flatMap((each, q) => {
    const name = grading.scale.find(({ id }) => id === each.grade)?.name["zh-CN"];
    return whose.flatMap((one): readonly Remark[] => {
      const national = quota(rulebook, one, day);
      if (national === undefined || national.value.grade["zh-CN"] !== name) return [];
      const over = shareOver(each, national.value, teamGrade);
      if (over === undefined) return [];
      const here = [...at, "quotas", q, "share"];
      const code = layerOf(national.rule) === undefined ? "quota-above-national" : "quota-above-local";
      return [remark(code, here, over.found, `≤ ${over.expected}`, national.rule)];
    });
  });
}

/** The first share above the national one; with the higher ceiling only an approval helps, which the rule names. */
function shareOver(
  { share }: Grading["quotas"][number],
  national: NationalQuota,
  teamGrade: (id: string) => string,
): { readonly found: string; readonly expected: string } | undefined {
  const above = (found: Exact, most: Exact) =>
    compare(found, most) > 0 ? { found: percent(found), expected: percent(most) } : undefined;
  if ("num" in share) return above(share, national.share);
  if (share.by !== "team-grade") return above(share.default, national.share);
  for (const [grade, found] of Object.entries(share.values)) {
    const most = national.byTeamGrade?.[teamGrade(grade)] ?? national.share;
    const over = above(found, most);
    if (over) return over;
  }
  return above(share.default, national.share);
}

/**
 * A red line names the entry of the allow-list that it rests on. Those of the city are known to the installation alone: without them
 * the name is believed.
 */
function redLineAgainst(beside: Beside, scheme: Scheme, line: RedLine, at: At): readonly Remark[] {
  const named = line.allowedBy;
  const isWithoutBasis = line.basis["zh-CN"].trim() === "";
  const basis: readonly Remark[] = isWithoutBasis
    ? [{ code: "red-line-without-basis", severity: "warning", at: [...at, "basis"], found: line.id }]
    : [];
  if (named === undefined) return [...basis, { code: "red-line-not-named", severity: "advice", at, found: line.id }];
  const entries = entriesOn(beside, scheme.effective.from, localRedLine.test(named));
  if (entries === undefined) return basis;
  return [...basis, ...againstEntry(entries, scheme, line, named, at)];
}

type Entry = Pick<LocalRedLine, "key" | "caps"> & { readonly until: string | undefined };

function entriesOn({ rulebook, additions }: Beside, day: string, isLocal: boolean): readonly Entry[] | undefined {
  if (isLocal) return additions;
  return rulesOn(rulebook, "red-lines", day).flatMap(({ id, until, value }) =>
    value.isOpen ? [] : [{ key: id, caps: value.caps, until }],
  );
}

function againstEntry(
  entries: readonly Entry[],
  scheme: Scheme,
  line: RedLine,
  named: string,
  at: At,
): readonly Remark[] {
  const here = [...at, "allowedBy"];
  const entry = entries.find(({ key }) => key === named);
  const said = (code: string, where: At, found: string, expected: string): readonly Remark[] => [
    { code, severity: "warning", at: where, found, expected, values: { rule: named } },
  ];
  if (entry === undefined) {
    const keys = entries.map(({ key }) => key);
    return said("red-line-not-allowed", here, named, nearest(named, keys) ?? keys.join(", "));
  }
  const { caps, until } = entry;
  if (until !== undefined && until < scheme.effective.from)
    return said("red-line-entry-expired", here, until, `≥ ${scheme.effective.from}`);
  if (!caps.includes(line.kind)) return said("red-line-beyond-entry", [...at, "kind"], line.kind, caps.join(", "));
  if (until !== undefined && (line.expires === undefined || line.expires > until))
    return said(
      "red-line-outlives-entry",
      line.expires === undefined ? at : [...at, "expires"],
      line.expires ?? "—",
      `≤ ${until}`,
    );
  return [];
}

/** With the layer that the figure is of: the nation, or the document of a province or a city. */
function remark(code: string, at: At, found: string, expected: string, rule: Rule): Remark {
  const { level = "nation", document = "" } = layerOf(rule) ?? {};
  const values = { rule: rule.id, evidence: rule.evidence, level, document };
  return { code, severity: "warning", at, found, expected, values };
}

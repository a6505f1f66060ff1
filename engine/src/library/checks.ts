import { grains, readPeriod } from "../facts/period.ts";
import { indicatorOf } from "../kernel/world.ts";
import { findForbidden } from "../lint/forbidden.ts";
import { withNames } from "../lint/names.ts";
import { type At, walk } from "../lint/walk.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { isAsked, type LibraryIndicator } from "./indicator.ts";
import { likeness, readAs } from "./likeness.ts";

/**
 * What is found on an indicator. forbidden: cannot be written, whoever signs. wrong: has to be mended. blocked: stands only with
 * an approved exception. reason: whoever wants it says why. advice: to be looked at.
 */
export const findingLevels = ["forbidden", "wrong", "blocked", "reason", "advice"] as const;
export type FindingLevel = (typeof findingLevels)[number];
export type LibraryFinding = {
  /** Sentence: `library.finding.<code>`. */
  readonly code: string;
  readonly level: FindingLevel;
  readonly values: Readonly<Record<string, string>>;
  /** The other indicator that it is about. */
  readonly other?: string;
};

export type CheckOptions = {
  /** The day on which it is looked at. */
  readonly day: string;
  /** What the appraisal is about: "2026". */
  readonly cycle: string;
};

const found = (code: string, level: FindingLevel, values: LibraryFinding["values"] = {}): LibraryFinding => ({
  ...{ code, level, values },
});

/** What can be said of one indicator by itself. */
export function checkIndicator(indicator: LibraryIndicator, options: CheckOptions): readonly LibraryFinding[] {
  return [
    ...forbidden(indicator),
    ...ofSource(indicator),
    ...ofFraction(indicator),
    ...ofMeasure(indicator),
    ...ofTime(indicator, options),
  ];
}

function forbidden(indicator: LibraryIndicator): readonly LibraryFinding[] {
  const { id, name, definition, numerator, denominator, evidence, source, direction } = indicator;
  const texts = [
    ...[
      name["zh-CN"],
      name.en,
      definition?.["zh-CN"],
      definition?.en,
      numerator,
      denominator,
      evidence,
      source?.datum,
      id,
    ],
  ];
  const word = findForbidden(
    texts.map((text) => text ?? ""),
    { isCurb: direction === "lower" },
  );
  return word === undefined ? [] : [found("forbidden", "forbidden", { ...word })];
}

function ofSource({ source, owner, dataOwner }: LibraryIndicator): readonly LibraryFinding[] {
  if (source === undefined) return [found("source-missing", "wrong")];
  const findings: LibraryFinding[] = [];
  if (source.kind === "reported" && !source.whyReported?.["zh-CN"].trim())
    findings.push(found("reported-without-why", "wrong"));
  if (source.kind === "automatic" && !source.system?.trim()) findings.push(found("automatic-without-system", "wrong"));
  if (owner === undefined && dataOwner === undefined) findings.push(found("owner-missing", "reason"));
  return findings;
}

const rateWord = /(率|比例|占比|比重|百分比|之比)$/;
const isPercent = ({ measure }: LibraryIndicator): boolean =>
  measure !== undefined && /^(%|％|百分点|‰)$/.test(measure.trim());
/** Definitions that say in words what stands below: "…占…", "…的比例", "…与…之比", "per". */
const saysWhole = /占|比例|之比|比重|除以|÷|\/|比上年|同比|平均|of which|\bper\b|\bshare\b|\bover\b|\bagainst\b/i;
const ofEverybody = /^(全市|全省|全县|全区|各单位|所有单位|全部单位|各部门)/;
const ofOneself = /(本|该)(单位|部门|街道|镇|区|局)/;

function ofFraction(indicator: LibraryIndicator): readonly LibraryFinding[] {
  const { name, definition, numerator = "", denominator = "" } = indicator;
  const isRate = isPercent(indicator) || rateWord.test(name["zh-CN"].trim());
  const findings: LibraryFinding[] = [];
  if (isRate && denominator === "") {
    const isSaid = saysWhole.test(`${definition?.["zh-CN"] ?? ""} ${definition?.en ?? ""}`);
    findings.push(found("rate-without-denominator", isSaid ? "advice" : "reason"));
  }
  if (denominator !== "" && numerator === "")
    findings.push(found("denominator-without-numerator", "wrong", { denominator }));
  if (numerator === "" || denominator === "") return findings;
  const values = { numerator, denominator };
  if (readAs(numerator) === readAs(denominator)) findings.push(found("numerator-is-denominator", "wrong", values));
  // Own cases over everybody's say how large the part of one is in the whole, not how well they were dealt with.
  else if (
    /率$/.test(name["zh-CN"].trim()) &&
    ofEverybody.test(denominator.trim()) &&
    (ofOneself.test(numerator) || !ofEverybody.test(numerator))
  )
    findings.push(found("rate-is-share", "reason", values));
  else if (
    isPercent(indicator) &&
    !/之比|比值|强度/.test(name["zh-CN"]) &&
    likeness(numerator, denominator) < partOfWhole
  )
    findings.push(found("numerator-outside-denominator", "reason", values));
  return findings;
}

/** Below this numerator and denominator have no word in common. */
const partOfWhole = 0.15;

const counted = /^(件|个|人|人次|次|户|家|起|宗|项|处|座|台|辆|份|篇|条|例|批|批次|人数)$/;
const worse =
  /投诉|事故|违法|违规|超时|超期|逾期|重复|失业|债务率|排放|能耗|浓度|等候|等待|积压|退回率|差评|流失|死亡|发生率|上访|信访量|用时|耗时/;
const better = /满意|合格率|完成率|办结率|达标率|优良|好评|覆盖率|准确率|化解率|整改率/;
const turned = /压减|下降|降幅|降低|减少|整改|化解|处置|办结|办理|答复|回复|控制|满意|及时|完成/;

function ofMeasure(indicator: LibraryIndicator): readonly LibraryFinding[] {
  const { name, measure, direction, decimals, midpoint } = indicator;
  const chinese = name["zh-CN"];
  const findings: LibraryFinding[] = [];
  const isRate = isPercent(indicator);
  if (measure !== undefined && counted.test(measure.trim()) && decimals > 0)
    findings.push(found("count-with-decimals", "reason", { measure, decimals: String(decimals) }));
  if (isRate && decimals > 4) findings.push(found("too-many-decimals", "advice", { decimals: String(decimals) }));
  if (measure !== undefined && counted.test(measure.trim()) && /(率|占比|比重|百分比)$/.test(chinese.trim()))
    findings.push(found("rate-in-counts", "reason", { measure }));
  if (/排名|名次|位次/.test(chinese) && direction === "higher")
    findings.push(found("place-rewarded-upwards", "reason"));
  if (direction === "nearest" && midpoint === undefined) findings.push(found("nearest-without-midpoint", "wrong"));
  if (direction !== "nearest" && midpoint !== undefined)
    findings.push(found("midpoint-without-nearest", "wrong", { midpoint }));
  if (direction === "higher" && worse.test(chinese) && !turned.test(chinese))
    findings.push(found("more-of-the-worse", "reason", { word: worse.exec(chinese)?.[0] ?? "" }));
  if (direction === "lower" && better.test(chinese) && !/不满意|未/.test(chinese))
    findings.push(found("less-of-the-better", "reason", { word: better.exec(chinese)?.[0] ?? "" }));
  return findings;
}

function ofTime({ period, sunset }: LibraryIndicator, { day, cycle }: CheckOptions): readonly LibraryFinding[] {
  const findings: LibraryFinding[] = [];
  const grain = readPeriod(cycle)?.grain;
  if (grain !== undefined && grains.indexOf(period) > grains.indexOf(grain))
    findings.push(found("period-longer-than-cycle", "advice", { period, cycle }));
  if (sunset !== undefined && sunset < day) findings.push(found("sunset-passed", "blocked", { sunset }));
  return findings;
}

/** Where in the scheme document it stands, and the titles of what its values name by identifiers. */
type UseFinding = LibraryFinding & { readonly at: At; readonly names?: Remark["names"] };

/** What only a scheme shows: who is appraised by what. */
export function checkUse(scheme: Scheme): readonly UseFinding[] {
  const findings = new Map<string, UseFinding>();
  const note = (key: string, at: At, finding: LibraryFinding) =>
    findings.set(`${finding.code} ${key}`, { ...finding, at });
  for (const { list, items } of walk(scheme)) {
    for (const { item, kind, path, at } of items) {
      const perEvent = item.rule.kind.startsWith("event-deduction") || item.rule.kind.startsWith("negative-deduction");
      // So many points for each event: a unit with ten times the cases loses ten times as much.
      if (perEvent && item.minimumCases === undefined && item.times === undefined)
        note(path, at, found("deduction-without-exposure", "advice", { list: list.id, item: path }));
      const indicator = scheme.indicators.find(({ id }) => id === indicatorOf(item));
      const { owner } = indicator ?? {};
      if (owner === undefined || !isAsked(indicator?.source?.kind) || kind !== "item") continue;
      const isAppraised = appraises(list.for, owner) && (item.for === undefined || appraises(item.for, owner));
      if (isAppraised)
        note(indicator?.id ?? "", at, {
          ...found("owner-is-appraised", "advice", { owner, list: list.id, indicator: indicator?.id ?? "" }),
          other: indicator?.id ?? "",
        });
    }
  }
  return withNames(scheme, [...findings.values()]);
}

/** Whether a selector lets a unit in for all that it says by itself; conditions on attributes are left open. */
function appraises(
  selector: {
    type?: string | undefined;
    subjects?: string | string[] | undefined;
    except?: string | string[] | undefined;
  },
  unit: string,
): boolean {
  const several = (value: string | string[]) => (typeof value === "string" ? [value] : value);
  if (selector.type !== undefined && selector.type !== "unit") return false;
  if (selector.except !== undefined && several(selector.except).includes(unit)) return false;
  return selector.subjects === undefined || several(selector.subjects).includes(unit);
}

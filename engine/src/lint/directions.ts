import { indicatorOf } from "../kernel/world.ts";
import { kindOf } from "../rules/registry.ts";
import type { Rule, RuleKind } from "../rules/rule-kind.ts";
import type { Indicator, Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { At, PlacedItem, Walked } from "./walk.ts";

type Direction = Indicator["direction"];

/** Rules that reward the worse: against the direction of their indicator, or for finding nothing where nothing is good. */
export function checkDirections(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const indicators = new Map(scheme.indicators.map((i) => [i.id, i]));
  return lists.flatMap(({ items }) =>
    items.flatMap((placed) => [...ofItem(indicators, placed), ...ofAbsence(scheme, placed)]),
  );
}

function ofItem(indicators: ReadonlyMap<string, Indicator>, { item, at }: PlacedItem): readonly Remark[] {
  const own = item.actual ? undefined : indicators.get(indicatorOf(item));
  return movements(item.rule, own, [...at, "rule"], indicators).flatMap(
    ({ moves, indicator, direction, at: here }): readonly Remark[] => {
      const values = indicator ? { indicator: indicator.id } : { indicator: indicatorOf(item) };
      const against = contradiction(moves, direction);
      if (against) return [{ ...against, at: here, values }];
      const countsCases =
        indicator !== undefined &&
        casesFound.test(`${indicator.name["zh-CN"]} ${indicator.name.en}`) &&
        !isShare(indicator);
      const gives = moves === "rising" || (moves === undefined && direction === "higher" && isRelative(item.rule));
      return countsCases && gives && direction !== "lower"
        ? [{ code: "no-case-no-points", severity: "warning", at: here, found: indicator.id }]
        : [];
    },
  );
}

interface Moving {
  readonly moves: ReturnType<NonNullable<RuleKind["moves"]>>;
  readonly indicator: Indicator | undefined;
  readonly direction: Direction | undefined;
  readonly at: At;
}

/** How the points of a rule, or of the rules inside it, move with a value of which the better end is known. */
function movements(
  rule: Rule,
  indicator: Indicator | undefined,
  at: At,
  indicators: ReadonlyMap<string, Indicator>,
): readonly Moving[] {
  const inner = (value: unknown): value is Rule => typeof value === "object" && value !== null && "kind" in value;
  const id = kindOf(rule).id;
  if (id === "composite" && inner(rule.then)) {
    const direction: Direction = rule.better === "lower" ? "lower" : "higher";
    return [{ moves: movementOf(rule.then), indicator: undefined, direction, at: [...at, "then"] }];
  }
  if (id === "level-and-growth") {
    return (["level", "growth"] as const).flatMap((name) => {
      const part = rule[name];
      if (typeof part !== "object" || part === null || !("rule" in part) || !inner(part.rule)) return [];
      if ("of" in part && part.of !== undefined) return [];
      const other =
        "indicator" in part && typeof part.indicator === "string" ? indicators.get(part.indicator) : indicator;
      return movements(part.rule, other, [...at, name, "rule"], indicators);
    });
  }
  return indicator ? [{ moves: movementOf(rule), indicator, direction: indicator.direction, at }] : [];
}

const movementOf = (rule: Rule): Moving["moves"] => kindOf(rule).moves?.(rule as never);
const isRelative = (rule: Rule): boolean => ["relative-best", "efficacy", "rank-points"].includes(kindOf(rule).id);

function contradiction(
  moves: Moving["moves"],
  direction: Direction | undefined,
): Pick<Remark, "code" | "severity"> | undefined {
  if (moves === "rising" && direction === "lower") return { code: "rewards-more-of-the-worse", severity: "error" };
  if (moves === "falling" && direction === "higher") return { code: "rewards-less-of-the-better", severity: "error" };
  const isOneWay = direction === "higher" || direction === "lower";
  if ((moves === "both-ways" && isOneWay) || (moves && moves !== "both-ways" && direction === "nearest"))
    return { code: "rule-not-along-direction", severity: "warning" };
  return undefined;
}

/**
 * What an office finds, files or fines: a count that is low where all is well. Points for it are quotas on trouble (半月谈 on
 * "no case found, no points"), whatever direction the library says.
 */
const casesFound =
  /(立案|办案|查处|查办|处罚|罚没|罚款|发现问题|问题线索|抓获|违法案件|违规案件|举报受理)(数|量|件|额|金额|起|个)?|(cases? (filed|found|opened|investigated)|violations? (found|detected)|problems? found|fines (issued|imposed)|penalt(y|ies) (issued|imposed)|arrests)/i;
const isShare = (indicator: Indicator): boolean =>
  indicator.measure === "%" ||
  indicator.measure === "‰" ||
  /率|比例|rate\b|share\b/i.test(`${indicator.name["zh-CN"]} ${indicator.name.en}`);

/** Few cases, or none, must not cost points: an item that does not apply has nothing to be marked down for. */
function ofAbsence(scheme: Scheme, { item, at, within }: PlacedItem): readonly Remark[] {
  const inherited = within.findLast((block) => block.absent)?.absent ?? scheme.absent;
  if (item.minimumCases && (item.absent ?? inherited)["not-applicable"] === "zero") {
    return [{ code: "few-cases-cost-points", severity: "error", at: [...at, "minimumCases"] }];
  }
  const punished = (["not-applicable", "exempt"] as const).find((state) => item.absent?.[state] === "zero");
  return punished
    ? [
        {
          code: "absence-costs-points",
          severity: "warning",
          at: [...at, "absent", punished],
          values: { state: punished },
        },
      ]
    : [];
}

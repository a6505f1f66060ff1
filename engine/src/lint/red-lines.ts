import { compare, show } from "../number/exact.ts";
import type { RedLine } from "../rules/veto.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { nearest } from "../scheme/vocabulary.ts";
import { fullMarks } from "./sums.ts";
import type { At, Walked } from "./walk.ts";

const mostVetoes = 10;

/** Red lines without effect or basis in time, on grades that nobody gets, and too many of them. */
export function checkRedLines(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const remarks: Remark[] = scheme.redLines.flatMap((line, r) => {
    const at = ["redLines", r];
    return [...termOf(scheme, line, at), ...effectOf(scheme, lists, line, [...at, "effect"])];
  });
  const vetoes = scheme.redLines.filter((line) => line.kind !== "adjusts").length;
  if (vetoes > mostVetoes)
    remarks.push({
      code: "too-many-vetoes",
      severity: "warning",
      at: ["redLines"],
      found: String(vetoes),
      expected: `≤ ${mostVetoes}`,
    });
  return remarks;
}

function termOf(scheme: Scheme, line: RedLine, at: At): readonly Remark[] {
  if (line.expires !== undefined && line.expires < scheme.effective.from) {
    return [{ code: "red-line-expired", severity: "error", at: [...at, "expires"], found: line.expires }];
  }
  if (line.kind === "adjusts" || (line.approver !== undefined && line.expires !== undefined)) return [];
  return [{ code: "veto-without-approval", severity: "advice", at, found: line.id }];
}

function effectOf(scheme: Scheme, lists: readonly Walked[], line: RedLine, at: At): readonly Remark[] {
  const effect = line.effect;
  switch (effect.does) {
    case "zero-item": {
      const items = [...new Set(lists.flatMap((l) => l.items.map(({ item }) => item.item)))];
      if (items.includes(effect.item)) return [];
      return [
        {
          code: "item-unknown",
          severity: "error",
          at: [...at, "item"],
          found: effect.item,
          expected: nearest(effect.item, items) ?? items.slice(0, 12).join(", "),
        },
      ];
    }
    case "cap-grade":
    case "set-grade":
      return gradeOf(scheme, line, effect.grade, [...at, "grade"]);
    case "grade-down":
      return gradeOf(scheme, line, undefined, at);
    case "deduct":
      return effect.points.num > 0n
        ? []
        : [{ code: "red-line-without-effect", severity: "error", at: [...at, "points"], found: show(effect.points) }];
    case "cap-score":
    case "set-score": {
      const most = effect.does === "cap-score" ? effect.at : effect.to;
      const fulls = lists.map(({ list }) => fullMarks(scheme, list.score));
      const isIdle = fulls.every((full) => full && compare(most, full) >= 0);
      return isIdle
        ? [
            {
              code: "red-line-without-effect",
              severity: "error",
              at: [...at, effect.does === "cap-score" ? "at" : "to"],
              found: show(most),
            },
          ]
        : [];
    }
    default:
      return [];
  }
}

/** The types of subject that a red line can strike. */
function struckBy(scheme: Scheme, line: RedLine): readonly string[] {
  const types = ["unit", "team", "official"].filter((type) =>
    scheme.lists.some((list) => list.for.type === undefined || list.for.type === type),
  );
  const own =
    line.strikes === "leaders" ? [] : types.filter((type) => line.for?.type === undefined || line.for.type === type);
  if (line.strikes === "self") return own;
  return [...new Set([...own, "official", ...(line.strikes === "unit-team-and-leaders" ? ["team"] : [])])];
}

function gradeOf(scheme: Scheme, line: RedLine, grade: string | undefined, at: At): readonly Remark[] {
  const all = new Set(scheme.grades.flatMap((g) => g.scale.map((s) => s.id)));
  if (grade !== undefined && !all.has(grade) && all.size > 0) {
    return [{ code: "grade-unknown", severity: "error", at, found: grade, expected: [...all].join(", ") }];
  }
  const struck = struckBy(scheme, line);
  const concerned = scheme.grades.filter((g) => g.for.type === undefined || struck.includes(g.for.type));
  const isGraded = concerned.some((g) => grade === undefined || g.scale.some((s) => s.id === grade));
  return isGraded
    ? []
    : [
        {
          code: "red-line-without-grading",
          severity: "error",
          at,
          found: grade ?? line.id,
          expected: struck.join(", "),
        },
      ];
}

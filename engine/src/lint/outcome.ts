import { compare, type Exact, exact, show } from "../number/exact.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { Walked } from "./walk.ts";

/** Grades, bands and red lines that contradict themselves or can never be reached. */
export function checkOutcome(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  return [...checkGrades(scheme), ...checkBands(scheme), ...checkRedLines(scheme, lists)];
}

function checkGrades(scheme: Scheme): readonly Remark[] {
  return scheme.grades.flatMap((grading, g) => {
    const ids = new Set(grading.scale.map((s) => s.id));
    const remarks: Remark[] = descending(grading.scale.map((s) => s.atLeast), (i) => ["grades", g, "scale", i], "grade-unreachable");
    grading.quotas.forEach((quota, q) => {
      const at = ["grades", g, "quotas", q];
      if (!ids.has(quota.grade)) remarks.push({ code: "grade-unknown", severity: "error", at: [...at, "grade"], found: quota.grade, expected: [...ids].join(", ") });
      const shares = "num" in quota.share ? [quota.share] : [...Object.values(quota.share.values), quota.share.default];
      if (shares.some((s) => compare(s, exact(1)) > 0 || compare(s, exact(0)) < 0)) remarks.push({ code: "share-outside-whole", severity: "error", at: [...at, "share"], expected: "0–100 %" });
      if (quota.rounding === "half-up" || quota.rounding === "ceil") remarks.push({ code: "quota-rounded-up", severity: "warning", at: [...at, "rounding"], found: quota.rounding, expected: "floor" });
    });
    grading.eligibility.forEach((rule, e) => {
      if (!ids.has(rule.cap)) remarks.push({ code: "grade-unknown", severity: "error", at: ["grades", g, "eligibility", e, "cap"], found: rule.cap, expected: [...ids].join(", ") });
    });
    return remarks;
  });
}

function checkBands(scheme: Scheme): readonly Remark[] {
  return scheme.bands.flatMap((band, b) => {
    const at = (i: number): readonly PropertyKey[] => ["bands", b, "scale", i];
    const remarks: Remark[] = descending(band.scale.map((s) => s.atLeast), at, "payment-band-unreachable");
    let last: Exact | undefined;
    band.scale.forEach((s, i) => {
      if (s.share && last && compare(s.share, last) <= 0) remarks.push({ code: "payment-band-unreachable", severity: "error", at: at(i), found: show(s.share), expected: `> ${show(last)}` });
      if (s.share) last = s.share;
    });
    const closing = band.scale.at(-1);
    if (closing?.atLeast || (closing?.share && compare(closing.share, exact(1)) < 0)) remarks.push({ code: "band-leaves-out", severity: "warning", at: at(band.scale.length - 1) });
    return remarks;
  });
}

function checkRedLines(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const items = new Set(lists.flatMap((l) => l.items.map(({ item }) => item.item)));
  const grades = new Set(scheme.grades.flatMap((g) => g.scale.map((s) => s.id)));
  const remarks: Remark[] = scheme.redLines.flatMap((line, r): readonly Remark[] => {
    const effect = line.effect;
    const at = ["redLines", r, "effect"];
    if (effect.does === "zero-item" && !items.has(effect.item)) return [{ code: "item-unknown", severity: "error", at: [...at, "item"], found: effect.item }];
    if ((effect.does === "cap-grade" || effect.does === "set-grade") && !grades.has(effect.grade)) {
      return [{ code: "grade-unknown", severity: "error", at: [...at, "grade"], found: effect.grade, expected: [...grades].join(", ") }];
    }
    if (line.expires !== undefined && line.expires < scheme.effective.from) return [{ code: "red-line-expired", severity: "error", at: ["redLines", r, "expires"], found: line.expires }];
    return [];
  });
  const vetoes = scheme.redLines.filter((line) => line.kind !== "adjusts").length;
  if (vetoes > 10) remarks.push({ code: "too-many-vetoes", severity: "warning", at: ["redLines"], found: String(vetoes), expected: "≤ 10" });
  return remarks;
}

/** Lower limits must fall from one step to the next; one that does not can never be reached. */
function descending(limits: readonly (Exact | undefined)[], at: (i: number) => readonly PropertyKey[], code: string): Remark[] {
  const remarks: Remark[] = [];
  let last: Exact | undefined;
  let isOpen = false;
  limits.forEach((limit, i) => {
    if (limit && ((last && compare(limit, last) >= 0) || isOpen)) {
      remarks.push({ code, severity: "error", at: at(i), found: show(limit), ...(last ? { expected: `< ${show(last)}` } : {}) });
    }
    if (limit) last = limit;
    else if (last) isOpen = true;
  });
  return remarks;
}

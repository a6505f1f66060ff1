import { compare, type Exact, exact, one, plus, show, zero } from "../number/exact.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Grading } from "../scheme/outcome.ts";
import type { Remark } from "../scheme/read.ts";
import type { At } from "./walk.ts";

/** Grades, quotas, bands and shares of money that contradict themselves or can never be reached. */
export function checkOutcome(scheme: Scheme): readonly Remark[] {
  return [
    ...scheme.grades.flatMap((grading, g) => [
      ...scaleOf(grading, ["grades", g]),
      ...quotasOf(scheme, grading, ["grades", g]),
    ]),
    ...checkBands(scheme),
    ...checkAllocations(scheme),
  ];
}

function scaleOf(grading: Grading, at: At): readonly Remark[] {
  const ids = grading.scale.map((s) => s.id);
  const unknown = (grade: string, here: At): readonly Remark[] =>
    ids.includes(grade)
      ? []
      : [{ code: "grade-unknown", severity: "error", at: here, found: grade, expected: ids.join(", ") }];
  const closing = grading.scale.at(-1);
  return [
    ...descending(
      grading.scale.map((s) => s.atLeast),
      (i) => [...at, "scale", i],
      "grade-unreachable",
    ),
    ...(closing?.atLeast
      ? [
          {
            code: "grades-leave-out",
            severity: "warning" as const,
            at: [...at, "scale", ids.length - 1],
            found: closing.id,
          },
        ]
      : []),
    ...grading.quotas.flatMap((quota, q) => unknown(quota.grade, [...at, "quotas", q, "grade"])),
    ...grading.eligibility.flatMap((rule, e) => unknown(rule.cap, [...at, "eligibility", e, "cap"])),
  ];
}

type Quota = Grading["quotas"][number];
const sharesIn = (quota: Quota): readonly Exact[] =>
  "num" in quota.share ? [quota.share] : [...Object.values(quota.share.values), quota.share.default];

function quotasOf(scheme: Scheme, grading: Grading, at: At): readonly Remark[] {
  const remarks: Remark[] = [];
  grading.quotas.forEach((quota, q) => {
    const here = [...at, "quotas", q];
    const outside = sharesIn(quota).find((s) => compare(s, one) > 0 || compare(s, zero) < 0);
    if (outside)
      remarks.push({
        code: "share-outside-whole",
        severity: "error",
        at: [...here, "share"],
        expected: "0–100%",
        found: show(outside),
      });
    if (quota.rounding === "half-up" || quota.rounding === "ceil") {
      remarks.push({
        code: "quota-rounded-up",
        severity: "warning",
        at: [...here, "rounding"],
        found: quota.rounding,
        expected: "floor",
      });
    }
  });
  return remarks.length > 0 && remarks.some((r) => r.severity === "error")
    ? remarks
    : [...remarks, ...togetherOf(grading, at), ...cohortOf(scheme, grading, at)];
}

/** Quotas of one grading side by side: plain shares must fit into the whole, shares from the top must grow. */
function togetherOf(grading: Grading, at: At): readonly Remark[] {
  const least = (quota: Quota): Exact => sharesIn(quota).reduce((low, s) => (compare(s, low) < 0 ? s : low));
  const remarks: Remark[] = [];
  const sums = new Map<string, Exact>();
  const fromTop = new Map<string, Quota>();
  grading.quotas.forEach((quota, q) => {
    const here = [...at, "quotas", q, "share"];
    if (quota.cumulative) {
      const before = fromTop.get(quota.within);
      if (before && compare(least(quota), least(before)) <= 0) {
        remarks.push({
          code: "quota-leaves-no-place",
          severity: "error",
          at: here,
          found: show(least(quota)),
          expected: `> ${show(least(before))}`,
          values: { grade: quota.grade },
        });
      }
      fromTop.set(quota.within, quota);
      return;
    }
    const sum = plus(sums.get(quota.within) ?? zero, least(quota));
    if (compare(sum, one) > 0 && compare(sums.get(quota.within) ?? zero, one) <= 0) {
      remarks.push({ code: "quotas-above-whole", severity: "error", at: here, found: show(sum), expected: "≤ 1" });
    }
    sums.set(quota.within, sum);
  });
  return remarks;
}

/** A share of the cohort where the scheme has none for these subjects: the share would be of the whole city. */
function cohortOf(scheme: Scheme, grading: Grading, at: At): readonly Remark[] {
  const q = grading.quotas.findIndex((quota) => quota.within === "cohort");
  if (q < 0 || hasCohort(scheme, grading.for.type)) return [];
  return [{ code: "cohort-missing", severity: "error", at: [...at, "quotas", q], found: grading.id }];
}

const hasCohort = (scheme: Scheme, type: string | undefined): boolean =>
  scheme.cohorts.some((cohort) => cohort.for.type === undefined || type === undefined || cohort.for.type === type);

function checkBands(scheme: Scheme): readonly Remark[] {
  const grades = new Set(scheme.grades.flatMap((g) => g.scale.map((s) => s.id)));
  return scheme.bands.flatMap((band, b) => {
    const at = (i: number): readonly PropertyKey[] => ["bands", b, "scale", i];
    const remarks: Remark[] = descending(
      band.scale.map((s) => s.atLeast),
      at,
      "payment-band-unreachable",
    );
    let last: Exact | undefined;
    band.scale.forEach((s, i) => {
      if (s.share && last && compare(s.share, last) <= 0) {
        remarks.push({
          code: "payment-band-unreachable",
          severity: "error",
          at: at(i),
          found: show(s.share),
          expected: `> ${show(last)}`,
        });
      }
      if (s.share) last = s.share;
      s.grades?.forEach((grade, k) => {
        if (!grades.has(grade))
          remarks.push({
            code: "grade-unknown",
            severity: "error",
            at: [...at(i), "grades", k],
            found: grade,
            expected: [...grades].join(", ") || "—",
          });
      });
      const better = band.scale[i - 1];
      if (better && compare(s.pays, better.pays) > 0) {
        remarks.push({
          code: "lower-band-pays-more",
          severity: "error",
          at: [...at(i), "pays"],
          found: show(s.pays),
          expected: `≤ ${show(better.pays)}`,
        });
      }
    });
    const closing = band.scale.at(-1);
    if (closing?.atLeast || (closing?.share && compare(closing.share, exact(1)) < 0)) {
      remarks.push({ code: "band-leaves-out", severity: "warning", at: at(band.scale.length - 1), found: closing.id });
    }
    if (band.scale.some((s) => s.share) && !hasCohort(scheme, band.for.type)) {
      remarks.push({ code: "cohort-missing", severity: "error", at: ["bands", b], found: band.id });
    }
    return remarks;
  });
}

function checkAllocations(scheme: Scheme): readonly Remark[] {
  return scheme.allocations.flatMap((allocation, a) =>
    allocation.claim.flatMap((factor, c): readonly Remark[] => {
      if (!("band" in factor)) return [];
      const at = ["allocations", a, "claim", c, "band"];
      const band = scheme.bands.find((known) => known.id === factor.band);
      if (!band)
        return [
          {
            code: "band-unknown",
            severity: "error",
            at,
            found: factor.band,
            expected: scheme.bands.map((known) => known.id).join(", ") || "—",
          },
        ];
      const isApart =
        band.for.type !== undefined && allocation.for.type !== undefined && band.for.type !== allocation.for.type;
      return isApart
        ? [{ code: "band-of-others", severity: "error", at, found: factor.band, expected: allocation.for.type ?? "" }]
        : [];
    }),
  );
}

/** Lower limits must fall from one step to the next; one that does not can never be reached. */
function descending(limits: readonly (Exact | undefined)[], at: (i: number) => At, code: string): Remark[] {
  const remarks: Remark[] = [];
  let last: Exact | undefined;
  let isOpen = false;
  limits.forEach((limit, i) => {
    if (limit && ((last && compare(limit, last) >= 0) || isOpen)) {
      remarks.push({
        code,
        severity: "error",
        at: at(i),
        found: show(limit),
        expected: last ? `< ${show(last)}` : "—",
      });
    }
    if (limit) last = limit;
    else if (last) isOpen = true;
  });
  return remarks;
}

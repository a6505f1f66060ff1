import type { LibraryIndicator } from "@biaochi/contract";
import type { z } from "zod";
import type { libraryDirections, libraryPeriods, librarySources } from "./library-lists.ts";

type Written = z.input<typeof LibraryIndicator>;

/** What is typed into the form, each field a text. */
export type LibraryDraft = {
  readonly [F in (typeof textFields)[number]]: string;
} & {
  readonly direction: (typeof libraryDirections)[number];
  readonly period: (typeof libraryPeriods)[number];
  readonly kind: (typeof librarySources)[number];
  /** A word of 德能勤绩廉, "own", or none. */
  readonly dimension: (typeof dimensionChoices)[number];
  readonly isMonitored: boolean;
};

const textFields = [
  ...(["id", "name", "nameEn", "definition", "definitionEn", "numerator", "denominator", "measure"] as const),
  ...(["midpoint", "decimals", "ownDimension", "owner", "dataOwner", "system", "datum", "whyReported"] as const),
  ...(["evidence", "sunset", "basis"] as const),
] as const;
export const dimensionChoices = ["", "virtue", "ability", "diligence", "achievement", "integrity", "own"] as const;

export const emptyDraft: LibraryDraft = {
  ...(Object.fromEntries(textFields.map((field) => [field, ""])) as { [F in (typeof textFields)[number]]: string }),
  ...{ decimals: "1", direction: "higher", period: "quarter", kind: "automatic", dimension: "", isMonitored: false },
};

export function draftOf(indicator: LibraryIndicator): LibraryDraft {
  const { id, name, definition, source, dimension = "" } = indicator;
  const own = dimensionChoices.find((each) => each === dimension);
  const inEnglish = (words: { "zh-CN": string; en: string } | undefined) =>
    words === undefined || words.en === words["zh-CN"] ? "" : words.en;
  return {
    ...emptyDraft,
    ...{ id, name: name["zh-CN"], nameEn: inEnglish(name) },
    ...{ definition: definition?.["zh-CN"] ?? "", definitionEn: inEnglish(definition) },
    ...{
      numerator: indicator.numerator ?? "",
      denominator: indicator.denominator ?? "",
      measure: indicator.measure ?? "",
    },
    ...{ midpoint: indicator.midpoint ?? "", decimals: String(indicator.decimals) },
    ...{ direction: indicator.direction, period: indicator.period, isMonitored: indicator.isMonitored },
    ...{ dimension: own ?? "own", ownDimension: own === undefined ? dimension : "" },
    ...{ owner: indicator.owner ?? "", dataOwner: indicator.dataOwner ?? "", evidence: indicator.evidence ?? "" },
    ...{ sunset: indicator.sunset ?? "", basis: indicator.basis ?? "" },
    ...{ kind: source?.kind ?? "automatic", system: source?.system ?? "", datum: source?.datum ?? "" },
    whyReported: source?.whyReported?.["zh-CN"] ?? "",
  };
}

/** The indicator that the form stands for; undefined while it has no name or no identifier that could be one. */
export function indicatorOf(draft: LibraryDraft, known?: LibraryIndicator): Written | undefined {
  const { name, nameEn, id } = draft;
  if (name.trim() === "" || !/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(id.trim())) return undefined;
  const words = (text: string, inEnglish: string) =>
    text.trim() === "" ? undefined : { "zh-CN": text.trim(), en: inEnglish.trim() || text.trim() };
  const why = words(draft.whyReported, known?.source?.whyReported?.en ?? "");
  const isSameWhy = known?.source?.whyReported?.["zh-CN"] === draft.whyReported.trim();
  const dimension = draft.dimension === "own" ? draft.ownDimension : draft.dimension;
  return withoutEmpty({
    ...{ id: id.trim(), name: words(name, nameEn) ?? { "zh-CN": name, en: name } },
    definition: words(draft.definition, draft.definitionEn),
    ...{ numerator: draft.numerator.trim(), denominator: draft.denominator.trim(), measure: draft.measure.trim() },
    ...{ direction: draft.direction, midpoint: draft.direction === "nearest" ? draft.midpoint.trim() : "" },
    ...{ decimals: Number(draft.decimals), period: draft.period, dimension: dimension.trim() },
    ...{ owner: draft.owner.trim(), dataOwner: draft.dataOwner.trim(), evidence: draft.evidence.trim() },
    ...{ sunset: draft.sunset, basis: draft.basis.trim(), isMonitored: draft.isMonitored },
    source: withoutEmpty({
      ...{ kind: draft.kind, system: draft.system.trim(), datum: draft.datum.trim() },
      whyReported: isSameWhy ? known?.source?.whyReported : why,
    }),
  });
}

/** What was left empty is not sent. */
function withoutEmpty<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== "" && each !== undefined)) as T;
}

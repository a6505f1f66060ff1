import { isAsked, type LibraryIndicator } from "./indicator.ts";
import { contrastOf, likeness, readAs } from "./likeness.ts";

/** Why two indicators are taken for one, or are not; codes for `words/`, with what the sentence mentions. */
export type LikenessReason = {
  readonly code:
    | "same-datum"
    | "same-fraction"
    | "same-name"
    | "like-name"
    | "same-definition"
    | "like-definition"
    | "same-system"
    | "same-owner"
    | "told-apart"
    | "other-measure";
  readonly values: Readonly<Record<string, string>>;
};

export type Likeness = {
  /** From 0 to 1. A measure of wording and source, not a probability. */
  readonly score: number;
  readonly verdict: "same" | "like" | "apart";
  readonly reasons: readonly LikenessReason[];
};

/** At this line and above one is refused beside the other; between the two lines a reason is asked for. */
export const sameLine = 0.8;
export const likeLine = 0.55;

const isWhole = (share: number): boolean => share >= 0.9;
const percent = (share: number): string => String(Math.round(share * 100));

/**
 * Whether two indicators ask for the same, by what they are called, how they are defined and where their figures come from.
 *
 * The same datum of the same system, or the same numerator over the same denominator, is the same whatever it is called. Words
 * decide otherwise; where they name different things (a hotline, a window) or a level and its growth, they are apart at most
 * alike. Guarantees: symmetric; a copy under another name is never apart.
 */
export function likenessOf(a: LibraryIndicator, b: LibraryIndicator): Likeness {
  const reasons: LikenessReason[] = [];
  const say = (code: LikenessReason["code"], values: LikenessReason["values"] = {}) => reasons.push({ code, values });
  const datum = sameDatum(a, b);
  if (datum !== undefined) say("same-datum", { datum, system: a.source?.system ?? "" });
  const isFraction = sameFraction(a, b);
  if (isFraction) say("same-fraction", { numerator: a.numerator ?? "", denominator: a.denominator ?? "" });

  const name = Math.max(likeness(a.name["zh-CN"], b.name["zh-CN"]), inEnglish(a.name.en, b.name.en, a, b));
  const definition = definitionLikeness(a, b);
  if (name === 1) say("same-name");
  else if (name >= likeLine) say("like-name", { percent: percent(name) });
  if (definition !== undefined && isWhole(definition)) say("same-definition");
  else if (definition !== undefined && definition >= likeLine) say("like-definition", { percent: percent(definition) });

  const nearness = sourceNearness(a, b);
  const apart = contrastOf(textOf(a), textOf(b)) ?? contrastOf(a.name["zh-CN"], b.name["zh-CN"], { areNames: true });
  const isOtherMeasure = measureOf(a) !== measureOf(b) && a.measure !== undefined && b.measure !== undefined;

  let score = wordScore(name, definition) + nearness.bonus;
  if (isOtherMeasure) {
    say("other-measure", { one: a.measure ?? "", other: b.measure ?? "" });
    score -= 0.25;
  }
  if (apart !== undefined) {
    say("told-apart", { one: apart[0], other: apart[1] });
    // Whoever copies a definition word for word has copied it, whatever else is in the name.
    score =
      definition !== undefined && isWhole(definition)
        ? Math.min(score, sameLine - 0.01)
        : Math.min(score, likeLine - 0.01);
  }
  for (const reason of nearness.reasons) if (score >= likeLine) reasons.push(reason);
  if (isFraction) score = Math.max(score, 0.92);
  if (datum !== undefined) score = Math.max(score, 0.97);
  const within = Math.max(0, Math.min(1, score));
  return { score: within, verdict: within >= sameLine ? "same" : within >= likeLine ? "like" : "apart", reasons };
}

/** Names weigh most; a definition that says the same is the same thing under another name, and one that differs speaks for two. */
function wordScore(name: number, definition: number | undefined): number {
  if (definition === undefined) return name === 1 ? 0.86 : name * 0.88;
  if (isWhole(definition)) return Math.max(0.82, (name + definition) / 2);
  if (name === 1) return Math.max(0.66, 0.6 + 0.3 * definition);
  return 0.62 * name + 0.38 * definition;
}

function definitionLikeness(a: LibraryIndicator, b: LibraryIndicator): number | undefined {
  if (a.definition === undefined || b.definition === undefined) return undefined;
  return Math.max(
    likeness(a.definition["zh-CN"], b.definition["zh-CN"]),
    inEnglish(a.definition.en, b.definition.en, a, b),
  );
}

/** English counts where it is English: a text that repeats the Chinese says nothing of its own. Latin letters pair more easily by chance. */
function inEnglish(one: string, other: string, a: LibraryIndicator, b: LibraryIndicator): number {
  const isOwn = one !== "" && other !== "" && /^[\p{ASCII}\p{P}]+$/u.test(one + other);
  if (!isOwn || (one === a.name["zh-CN"] && other === b.name["zh-CN"] && !/[a-z]/i.test(one))) return 0;
  const share = likeness(one, other);
  return share === 1 ? 1 : Math.max(0, share - 0.2);
}

const textOf = ({ name, definition }: LibraryIndicator): string => `${name["zh-CN"]} ${definition?.["zh-CN"] ?? ""}`;
const measureOf = ({ measure }: LibraryIndicator): string => (measure === undefined ? "" : readAs(measure));

/** The datum that both read of one system. */
export function sameDatum(a: LibraryIndicator, b: LibraryIndicator): string | undefined {
  const [one, other] = [a.source, b.source];
  if (!one?.datum || !other?.datum || readAs(one.datum) !== readAs(other.datum)) return undefined;
  const isOneSystem =
    one.system === undefined || other.system === undefined || readAs(one.system) === readAs(other.system);
  return isOneSystem ? one.datum : undefined;
}

function sameFraction(a: LibraryIndicator, b: LibraryIndicator): boolean {
  const parts = [
    [a.numerator, b.numerator],
    [a.denominator, b.denominator],
  ];
  return parts.every(
    ([one, other]) => one && other && isWhole(likeness(one, other)) && contrastOf(one, other) === undefined,
  );
}

function sourceNearness(a: LibraryIndicator, b: LibraryIndicator) {
  const reasons: LikenessReason[] = [];
  let bonus = 0;
  const [one, other] = [a.source?.system, b.source?.system];
  if (one && other && readAs(one) === readAs(other)) {
    bonus += 0.05;
    reasons.push({ code: "same-system", values: { system: one } });
  }
  if (a.owner !== undefined && a.owner === b.owner) {
    bonus += 0.02;
    reasons.push({ code: "same-owner", values: { owner: a.owner } });
  }
  return { bonus, reasons };
}

export type Near = Likeness & { readonly indicator: LibraryIndicator };

/** Those of a library that an indicator is taken for, or is like, nearest first. */
export function nearDuplicates(
  indicator: LibraryIndicator,
  library: readonly LibraryIndicator[],
  line = likeLine,
): readonly Near[] {
  return library
    .filter(({ id }) => id !== indicator.id)
    .map((other) => ({ indicator: other, ...likenessOf(indicator, other) }))
    .filter(({ score }) => score >= line)
    .sort((a, b) => b.score - a.score || (a.indicator.id < b.indicator.id ? -1 : 1));
}

/**
 * What is watched day by day already, so that nobody may be asked for it at the end of a year: what arrives by itself, or is
 * marked as monitored, and is the same datum or the same thing.
 */
export function alreadyMonitored(indicator: LibraryIndicator, library: readonly LibraryIndicator[]): readonly Near[] {
  if (!isAsked(indicator.source?.kind)) return [];
  return nearDuplicates(indicator, library).filter(
    ({ indicator: other, verdict }) => verdict === "same" && (other.isMonitored || other.source?.kind === "automatic"),
  );
}

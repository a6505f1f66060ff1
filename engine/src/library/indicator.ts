import { type Exact, readExact, show } from "../number/exact.ts";
import type { Indicator } from "../scheme/document.ts";

/** A text in both languages, as schemes have it. */
export type Words = { readonly "zh-CN": string; readonly en: string };

export const librarySources = ["automatic", "reported", "assessment", "ballot", "event"] as const;
export type LibrarySource = (typeof librarySources)[number];

/** What the library knows of an indicator: all that a scheme may say of it, and what a scheme has no place for. */
export type LibraryIndicator = {
  readonly id: string;
  readonly name: Words;
  readonly definition?: Words | undefined;
  readonly numerator?: string | undefined;
  readonly denominator?: string | undefined;
  readonly measure?: string | undefined;
  readonly direction: Indicator["direction"];
  readonly midpoint?: string | undefined;
  readonly decimals: number;
  readonly period: Indicator["period"];
  /** One of 德能勤绩廉, or a word of the city's own. */
  readonly dimension?: string | undefined;
  /** Who assesses it, or leads. */
  readonly owner?: string | undefined;
  /** Who answers for its data, where that is somebody else. */
  readonly dataOwner?: string | undefined;
  readonly source?:
    | {
        readonly kind: LibrarySource;
        readonly system?: string | undefined;
        /** What of the system is read: a field, a table, a report. */
        readonly datum?: string | undefined;
        readonly whyReported?: Words | undefined;
      }
    | undefined;
  readonly evidence?: string | undefined;
  /** The last day on which it may be appraised. */
  readonly sunset?: string | undefined;
  /** An existing system watches it day by day: it may not be asked again. */
  readonly isMonitored: boolean;
  /** The document of an upper level that imposes it. */
  readonly basis?: string | undefined;
};

export const dimensions = ["virtue", "ability", "diligence", "achievement", "integrity"] as const;
const isOfScheme = (dimension: string | undefined): boolean => dimensions.some((each) => each === dimension);

/** What somebody is asked for: typed in by a unit, or judged by an owner. What arrives by itself asks nobody. */
export const isAsked = (kind: LibrarySource | undefined): boolean => kind === "reported" || kind === "assessment";

/** A scheme's indicator as the library keeps it; what only the library knows is kept from `known`. */
export function fromScheme(indicator: Indicator, known?: LibraryIndicator): LibraryIndicator {
  const { id, name, definition, measure, direction, midpoint, decimals, period, dimension, owner, source, sunset } =
    indicator;
  const { datum } = known?.source ?? {};
  const ownDimension = isOfScheme(known?.dimension) ? undefined : known?.dimension;
  return compact({
    ...{ numerator: known?.numerator, denominator: known?.denominator, evidence: known?.evidence },
    ...{ dataOwner: known?.dataOwner, basis: known?.basis, isMonitored: known?.isMonitored ?? false },
    ...{ id, name, definition, measure, direction, decimals, period, owner, sunset },
    midpoint: midpointOf(midpoint),
    dimension: dimension ?? ownDimension,
    source: source && compact({ ...source, ...(known?.source?.system === source.system ? { datum } : {}) }),
  });
}

/** An indicator of a scheme as it is written down: what `Indicator` reads. */
export type IndicatorEntry = Omit<
  LibraryIndicator,
  "numerator" | "denominator" | "dataOwner" | "evidence" | "isMonitored" | "basis" | "source" | "dimension"
> & {
  readonly dimension?: Indicator["dimension"];
  readonly source?: Omit<NonNullable<LibraryIndicator["source"]>, "datum"> | undefined;
};

/** What a scheme says of an indicator of the library, so that nothing of it differs: see {@link differingFields}. */
export function intoScheme(known: LibraryIndicator): IndicatorEntry {
  const { id, name, definition, measure, direction, midpoint, decimals, period, owner, source, sunset } = known;
  const dimension = dimensions.find((each) => each === known.dimension);
  return compact({
    ...{ id, name, definition, measure, direction, midpoint, decimals, period, dimension, owner },
    source: source && compact({ kind: source.kind, system: source.system, whyReported: source.whyReported }),
    sunset,
  });
}

const midpointOf = (midpoint: Exact | undefined): string | undefined => midpoint && show(midpoint);

/** Without what is not there: two that say the same are equal as JSON too. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined && each !== "")) as T;
}

/** The fields that a scheme repeats from the library, in the order in which they are told. */
const repeated = [
  ...(["name", "definition", "measure", "direction", "midpoint", "decimals", "period", "dimension", "owner"] as const),
  ...(["kind", "system", "whyReported", "sunset"] as const),
];
export type RepeatedField = (typeof repeated)[number];

/** In which fields a scheme says something else than the library. */
export function differingFields(indicator: Indicator, known: LibraryIndicator): readonly RepeatedField[] {
  const [a, b] = [told(fromScheme(indicator)), told(known)];
  return repeated.filter((field) => JSON.stringify(a[field] ?? null) !== JSON.stringify(b[field] ?? null));
}

function told(indicator: LibraryIndicator): Partial<Record<RepeatedField, unknown>> {
  const { source, dimension, name, definition, midpoint, ...rest } = indicator;
  return {
    ...rest,
    // "1.50" and "1.5" are one figure.
    midpoint: midpoint && midpointOf(readExact(midpoint)),
    name: inOrder(name),
    definition: definition && inOrder(definition),
    ...{ kind: source?.kind, system: source?.system, whyReported: source?.whyReported && inOrder(source.whyReported) },
    // A word of the city's own has no place in a scheme.
    ...(isOfScheme(dimension) ? { dimension } : {}),
  };
}

const inOrder = (words: Words): readonly string[] => [words["zh-CN"], words.en];

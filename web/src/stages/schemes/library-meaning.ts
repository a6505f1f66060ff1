import type { LibraryIndicator, Name } from "@biaochi/contract";
import type { Say } from "../../frame/preferences.tsx";
import { dimensionInWords } from "./library-words.ts";

/** An indicator with the names of the units that answer for it. */
export type Told = {
  readonly indicator: LibraryIndicator;
  readonly owner: { readonly name: Name } | null;
  readonly dataOwner: { readonly name: Name } | null;
};

/** What it means, term by term. Only what is known: an empty row explains nothing. */
export function meaning(say: Say, { indicator, owner, dataOwner }: Told): readonly (readonly [string, string])[] {
  const { source, numerator, denominator, midpoint, evidence, sunset, basis } = indicator;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [
      say(numerator && denominator ? "library.numerator-denominator" : "library.numerator"),
      numerator && denominator ? say("library.fraction", { numerator, denominator }) : numerator,
    ],
    [say("library.measure"), indicator.measure],
    [
      say("library.direction"),
      say(`library.direction.${indicator.direction}`) + (midpoint === undefined ? "" : ` · ${midpoint}`),
    ],
    [say("library.decimals"), String(indicator.decimals)],
    [say("library.period"), say(`library.period.${indicator.period}`)],
    [say("library.dimension"), indicator.dimension && dimensionInWords(say, indicator.dimension)],
    [say("library.owner"), owner ? say.named(owner.name) : undefined],
    [say("library.data-owner"), dataOwner ? say.named(dataOwner.name) : undefined],
    [say("library.source"), say(`measured.${source?.kind ?? "unsaid"}`)],
    [say("library.system"), source?.system],
    [say("library.datum"), source?.datum],
    [say("library.why-reported"), source?.whyReported && say.named(source.whyReported)],
    [say("library.evidence"), evidence],
    [say("library.sunset"), sunset],
    [say("library.basis"), basis],
  ];
  return rows.flatMap(([term, value]) => (value ? [[term, value] as const] : []));
}

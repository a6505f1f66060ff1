import { readSource, type SchemeFinding } from "@biaochi/engine";
import {
  alreadyMonitored,
  checkUse,
  differingFields,
  isExcepted,
  nearDuplicates,
  sameLine,
} from "@biaochi/engine/library";
import type { SubmitCheck, Submitted } from "../drafts/submit-check.ts";
import { type Standing, standingExceptions } from "./exception-store.ts";
import { isLive, type LibraryVersion, listIndicators } from "./store.ts";

/**
 * Of a scheme that is put before a second person: it uses indicators of the library only, each as the library has it now, none
 * that has ended or is past its last day, and none that is blocked without an exception. Sentences: `lint.library-…`.
 */
export const checkAgainstLibrary: SubmitCheck = async (tx, scope, draft) => {
  const all = await listIndicators(tx, scope, draft.programme);
  const exceptions = await standingExceptions(tx, scope, draft.programme, draft.today);
  return checkAgainst(draft, { all, exceptions, day: draft.today });
};

export type Known = {
  readonly all: readonly LibraryVersion[];
  readonly exceptions: readonly Standing[];
  readonly day: string;
};

export function checkAgainst(
  { scheme, text }: Pick<Submitted, "scheme" | "text">,
  { all, exceptions, day }: Known,
): readonly SchemeFinding[] {
  const known = new Map(all.map((each) => [each.indicator, each]));
  const used = scheme.indicators.flatMap(({ id }) => known.get(id)?.content ?? []);
  const own = scheme.indicators.flatMap((indicator, position): readonly SchemeFinding[] => {
    const { id } = indicator;
    const line = lineOf(text, id);
    const error = (code: string, values: Record<string, string> = {}): SchemeFinding => ({
      ...{ code, severity: "error", line, column: 1, path: `indicators.${position}`, found: id },
      values: { ...values, name: indicator.name["zh-CN"] },
    });
    const version = known.get(id);
    if (version === undefined) return [error("library-unknown")];
    if (version.is_ended) return [error("library-ended")];
    const findings: SchemeFinding[] = [];
    const sunset = version.content.sunset ?? "";
    const allows = (code: string, other?: string) =>
      isExcepted({ code, level: "blocked", values: {}, ...(other === undefined ? {} : { other }) }, { id }, exceptions);
    if (!isLive(version, day) && !allows("sunset-passed")) findings.push(error("library-past", { sunset }));
    const fields = differingFields(indicator, version.content);
    if (fields.length > 0)
      findings.push(error("library-differs", { fields: fields.join(", "), version: String(version.version) }));
    const monitored = alreadyMonitored(version.content, used).map(({ indicator: other }) => other.id);
    for (const other of monitored)
      if (!allows("monitored", other)) findings.push(error("library-monitored", { other }));
    // Each pair once, at the later of the two.
    for (const { indicator: other } of nearDuplicates(version.content, used, sameLine))
      if (!monitored.includes(other.id) && other.id < id && !pairIsExcepted(id, other.id, exceptions))
        findings.push(error("library-duplicate", { other: other.id }));
    return findings;
  });
  const { place } = readSource(text);
  const use = checkUse(scheme).map(
    ({ code, values, at }): SchemeFinding => ({
      ...{ code: `library-${code}`, severity: "advice", ...place(at), path: at.map(String).join("."), values },
    }),
  );
  return [...own, ...use];
}

/** An exception names one of the two as the one that stands beside the other. */
const pairIsExcepted = (one: string, other: string, exceptions: readonly Standing[]): boolean =>
  exceptions.some(
    ({ block, indicator, other: beside }) =>
      block === "duplicate" &&
      ((indicator === one && (beside ?? other) === other) || (indicator === other && (beside ?? one) === one)),
  );

/** The line on which an indicator is declared; the first where it is not found. */
function lineOf(text: string, id: string): number {
  const lines = text.split("\n");
  const escaped = id.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const at = lines.findIndex((line) => new RegExp(`\\bid:\\s*["']?${escaped}["']?\\s*(?:[,}#]|$)`, "u").test(line));
  return at < 0 ? 1 : at + 1;
}

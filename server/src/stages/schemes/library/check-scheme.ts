import type { Name } from "@biaochi/contract";
import { readSource, type SchemeFinding } from "@biaochi/engine";
import {
  alreadyMonitored,
  checkUse,
  differingFields,
  isExcepted,
  type LibraryIndicator,
  nearDuplicates,
  type RepeatedField,
  sameLine,
} from "@biaochi/engine/library";
import { say } from "@biaochi/words";
import { unitNames } from "../../registry/store.ts";
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
  const unit = await unitNames(tx, scope, draft.programme);
  return checkAgainst(draft, { all, exceptions, day: draft.today, unit });
};

export type Known = {
  readonly all: readonly Pick<LibraryVersion, "indicator" | "version" | "content" | "is_ended">[];
  readonly exceptions: readonly Standing[];
  readonly day: string;
  /** How a unit is called. */
  readonly unit: (id: string) => Name;
};

export function checkAgainst(
  { scheme, text }: Pick<Submitted, "scheme" | "text">,
  { all, exceptions, day, unit }: Known,
): readonly SchemeFinding[] {
  const known = new Map(all.map((each) => [each.indicator, each]));
  const used = scheme.indicators.flatMap(({ id }) => known.get(id)?.content ?? []);
  const own = scheme.indicators.flatMap((indicator, position): readonly SchemeFinding[] => {
    const { id } = indicator;
    const line = lineOf(text, id);
    const error = (code: string, values: Record<string, string> = {}, names: Names = {}): SchemeFinding => ({
      ...{ code, severity: "error", line, column: 1, path: `indicators.${position}`, found: id },
      values: { ...values, name: id },
      names: { ...names, name: indicator.name },
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
      findings.push(
        error(
          "library-differs",
          { fields: fields.join(", "), version: String(version.version) },
          { fields: inWords(fields) },
        ),
      );
    const beside = (code: string, other: LibraryIndicator) => error(code, { other: other.id }, { other: other.name });
    const monitored = alreadyMonitored(version.content, used).map((near) => near.indicator);
    for (const other of monitored)
      if (!allows("monitored", other.id)) findings.push(beside("library-monitored", other));
    // Each pair once, at the later of the two.
    for (const { indicator: other } of nearDuplicates(version.content, used, sameLine))
      if (!monitored.includes(other) && other.id < id && !pairIsExcepted(id, other.id, exceptions))
        findings.push(beside("library-duplicate", other));
    return findings;
  });
  const { place } = readSource(text);
  const use = checkUse(scheme).map(
    ({ code, values, at, names }): SchemeFinding => ({
      ...{ code: `library-${code}`, severity: "advice", ...place(at), path: at.map(String).join("."), values },
      names: { ...names, ...(values.owner === undefined ? {} : { owner: unit(values.owner) }) },
    }),
  );
  return [...own, ...use];
}

type Names = Readonly<Record<string, Name>>;

const inWords = (fields: readonly RepeatedField[]): Name => ({
  "zh-CN": fields.map((field) => say("zh-CN", `library.field.${field}`)).join("、"),
  en: fields.map((field) => say("en", `library.field.${field}`)).join(", "),
});

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

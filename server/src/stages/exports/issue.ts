import type { Name, Run } from "@biaochi/contract";
import { type Language, moment, type Params, periodName, sayComposed } from "@biaochi/words";
import type { z } from "zod";
import type { Document, Properties } from "../../documents/model.ts";
import type { Actor } from "../../platform/identity.ts";

/** One numbered copy: for whom it is made, and when. */
export type Copy = {
  readonly language: Language;
  /** As it is printed: "000123". */
  readonly number: string;
  readonly at: Date;
  readonly to: Name;
};

/** A copy with figures of a run. */
export type Issue = Copy & { readonly run: z.input<typeof Run> };

/** Says a code in the language of the document. */
export type Say = (code: string, params?: Params) => string;

export function sayingOf({ language }: Pick<Copy, "language">): Say {
  return (code, params) => sayComposed(language, code, params);
}

/** Register numbers are printed with six digits, so that they sort. */
export const printedNumber = (number: number | bigint | string): string => String(number).padStart(6, "0");

/** The day on which something happened in Beijing, where the offices are: "2025-10-08". */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Enough of a digest to tell two results apart on paper; the whole of it stands in the register. */
export const shortDigest = (digest: string | null): string => digest?.slice(0, 12) ?? "—";

export function sourceOf(issue: Issue): string {
  const { run, language } = issue;
  return sayingOf(issue)("document.source", {
    run: run.run,
    period: periodName(language, run.period),
    version: run.scheme.version,
    digest: shortDigest(run.digests.result ?? run.digests.facts),
  });
}

/** Who takes results of people along and when, as a workbook bears it on every page. */
export function takerOf(language: Language, { id, account }: Pick<Actor, "id" | "account">, now: Date): string {
  return sayComposed(language, "watermark", {
    name: account?.name[language] ?? id,
    at: moment(language, now.toISOString()),
  });
}

export type Dress = Pick<Document, "language" | "footer" | "marks" | "properties"> & { readonly watermark: string };

/** What a copy of anything carries beside its content: number, source, marks, properties. */
export function copyDress(
  copy: Copy,
  about: {
    readonly subject: string;
    readonly source: readonly string[];
    readonly isSynthetic: boolean;
    readonly marks: readonly string[];
  },
): Dress {
  const say = sayingOf(copy);
  const at = moment(copy.language, copy.at.toISOString());
  const number = say("document.number", { number: copy.number });
  const properties: Properties = {
    subject: about.subject,
    issuer: say("document.issuer"),
    at: copy.at,
    source: `${number}; ${about.source.join(" · ")}`,
  };
  return {
    language: copy.language,
    footer: [number, ...about.source, say("document.made", { at })],
    marks: [...(about.isSynthetic ? [say("document.mark.synthetic")] : []), ...about.marks],
    properties,
    watermark: say("document.copy", { name: copy.to[copy.language], number: copy.number, at }),
  };
}

/** What every document about a run carries. */
export const dressOf = (issue: Issue, subject: string): Dress =>
  copyDress(issue, {
    ...{ subject, source: sourceOf(issue).split(" · "), isSynthetic: issue.run.programme.synthetic },
    marks: [sayingOf(issue)("document.mark.provisional")],
  });

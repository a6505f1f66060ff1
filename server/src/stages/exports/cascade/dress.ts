import type { Name } from "@biaochi/contract";
import { type Language, measured, moment, type Params, sayComposed } from "@biaochi/words";
import type { Document } from "../../../documents/model.ts";
import { shortDigest } from "../issue.ts";

/** One copy: in which language, when, and whether it is a draft. */
export type Copy = {
  readonly language: Language;
  readonly at: Date;
  readonly cycle: string;
};

export type Say = (code: string, params?: Params) => string;
export const sayingOf =
  ({ language }: Copy): Say =>
  (code, params) =>
    sayComposed(language, code, params);

/** A figure with its measure, as it was set: nothing is rounded on the way to paper. */
export function figureText(share: string | null, measure: string): string {
  return share === null ? "—" : measured(share, measure);
}

type Dressed = Pick<Document, "language" | "footer" | "marks" | "properties">;

/** What every page carries beside its content. `digest`: of the list that is printed. */
export function dressOf(
  copy: Copy,
  about: {
    readonly subject: string;
    readonly programme: { readonly title: Name; readonly synthetic: boolean };
    readonly digest?: string;
    readonly isDraft: boolean;
  },
): Dressed {
  const say = sayingOf(copy);
  const at = moment(copy.language, copy.at.toISOString());
  const digest = about.digest === undefined ? [] : [say("cascade-paper.digest", { digest: shortDigest(about.digest) })];
  const source = [about.programme.title[copy.language], say("cascade-paper.cycle", { cycle: copy.cycle }), ...digest];
  return {
    language: copy.language,
    footer: [...source, say("document.made", { at })],
    marks: [
      ...(about.programme.synthetic ? [say("document.mark.synthetic")] : []),
      ...(about.isDraft ? [say("cascade-paper.draft")] : []),
    ],
    properties: {
      ...{ subject: about.subject, issuer: say("document.issuer"), at: copy.at },
      source: [...source.slice(0, 2), ...(about.digest === undefined ? [] : [about.digest])].join("; "),
    },
  };
}

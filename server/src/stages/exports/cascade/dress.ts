import type { Name } from "@biaochi/contract";
import { measured } from "@biaochi/words";
import { type Copy as AnyCopy, copyDress, type Dress, sayingOf, shortDigest } from "../issue.ts";

/** One copy of a paper of goals handed down. */
export type Copy = AnyCopy & { readonly cycle: string };

/** A figure with its measure, as it was set: nothing is rounded on the way to paper. */
export function figureText(share: string | null, measure: string): string {
  return share === null ? "—" : measured(share, measure);
}

/** What every page carries beside its content. `digest`: of the list that is printed. */
export function dressOf(
  copy: Copy,
  about: {
    readonly subject: string;
    readonly programme: { readonly title: Name; readonly synthetic: boolean };
    readonly digest?: string;
    readonly isDraft: boolean;
  },
): Dress {
  const say = sayingOf(copy);
  const { subject, programme, digest, isDraft } = about;
  return copyDress(copy, {
    ...{ subject, isSynthetic: programme.synthetic },
    source: [
      programme.title[copy.language],
      say("cascade-paper.cycle", { cycle: copy.cycle }),
      ...(digest === undefined ? [] : [say("cascade-paper.digest", { digest: shortDigest(digest) })]),
    ],
    marks: isDraft ? [say("cascade-paper.draft")] : [],
  });
}

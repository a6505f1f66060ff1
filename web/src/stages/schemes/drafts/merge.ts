import { diff3Merge } from "node-diff3";

/** Lines on which both agree, or where each wrote something else: then one chooses. */
export type Piece =
  | { readonly kind: "agreed"; readonly lines: readonly string[] }
  | { readonly kind: "apart"; readonly mine: readonly string[]; readonly theirs: readonly string[] };

export type Side = "mine" | "theirs" | "both";

/** What two people made of the same text, line by line: where their lines do not overlap both are taken. */
export function mergeLines(base: string, mine: string, theirs: string): readonly Piece[] {
  const [a, o, b] = [mine, base, theirs].map((text) => text.split("\n")) as [string[], string[], string[]];
  return diff3Merge(a, o, b, { excludeFalseConflicts: true }).map(
    (region): Piece =>
      region.ok !== undefined
        ? { kind: "agreed", lines: region.ok }
        : { kind: "apart", mine: region.conflict?.a ?? [], theirs: region.conflict?.b ?? [] },
  );
}

export const apartIn = (pieces: readonly Piece[]): number => pieces.filter(({ kind }) => kind === "apart").length;

/** The text that follows from the choices, in order; without a choice one's own lines stay. */
export function mergedText(pieces: readonly Piece[], choices: readonly Side[]): string {
  let at = 0;
  const lines = pieces.flatMap((piece) => {
    if (piece.kind === "agreed") return piece.lines;
    const choice = choices[at++] ?? "mine";
    if (choice === "both") return [...piece.theirs, ...piece.mine];
    return choice === "mine" ? piece.mine : piece.theirs;
  });
  return lines.join("\n");
}

import type { AssessmentLine } from "@biaochi/contract";

/** What was typed for one line; an empty text is nothing, and nothing is filled in beforehand. */
export type Typed = { readonly points: string; readonly reason: string };

export const lineKey = ({ unit, criterion }: Pick<AssessmentLine, "unit" | "criterion">): string =>
  `${unit.id} ${criterion?.id ?? ""}`;

/** Whether what was typed takes anything away; undefined as long as nothing fit was typed. The server counts exactly. */
export function isDeducted(points: string, full: string, gives: "points" | "deductions"): boolean | undefined {
  if (!/^\d+(\.\d+)?$/.test(points)) return undefined;
  return gives === "deductions" ? Number(points) > 0 : Number(points) < Number(full);
}

type Sheet = {
  readonly lines: readonly AssessmentLine[];
  readonly gives: "points" | "deductions";
  readonly typed: ReadonlyMap<string, Typed>;
};

/** Whether every unit has full marks, which needs a sentence. */
export const isAllFull = ({ lines, gives, typed }: Sheet): boolean =>
  lines.every((line) => isDeducted(typed.get(lineKey(line))?.points ?? "", line.full, gives) === false);

export function marksOf({ lines, typed }: Sheet) {
  return lines.map((line) => {
    const { points = "", reason = "" } = typed.get(lineKey(line)) ?? {};
    return {
      ...{ unit: line.unit.id, points },
      ...(line.criterion === null ? {} : { criterion: line.criterion.id }),
      ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
    };
  });
}

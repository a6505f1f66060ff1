import type { Change } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import type { z } from "zod";
import { naming } from "../schemes/store.ts";
import type { ComparedLine, OutcomeSide } from "./comparison-store.ts";
import { type OutcomeNames, outcomeNames } from "./naming.ts";
import type { Nodes } from "./result-store.ts";
import type { Sight } from "./visibility.ts";

type Side = z.input<typeof Change>["before"];

/** Points of doubles that differ by less have not moved. */
const nothing = 1e-9;

/** An exact text ("0.84", "26/3") as a double. */
function numberOf(text: string): number {
  const [num = "", den = "1"] = text.split("/");
  return Number(num) / Number(den);
}

const isSame = (a: string, b: string): boolean => a === b || Math.abs(numberOf(a) - numberOf(b)) <= nothing;

type Moved = { readonly path: string; readonly from: string | null; readonly to: string | null };

/**
 * Nodes whose points moved. An opening stands where the item or block stood: one path, two kinds. A node of 0 that comes or
 * goes has not moved.
 */
export function movedNodes(before: Nodes, after: Nodes): readonly Moved[] {
  const old = new Map(before.map(([path, kind, , points]) => [`${kind} ${path}`, { path, points }]));
  const moved = after.flatMap(([path, kind, , to]): Moved[] => {
    const key = `${kind} ${path}`;
    const from = old.get(key)?.points ?? null;
    old.delete(key);
    return isSame(from ?? "0", to ?? "0") ? [] : [{ path, from, to }];
  });
  const gone = [...old.values()].filter(({ points }) => !isSame(points ?? "0", "0"));
  return [...moved, ...gone.map(({ path, points }) => ({ path, from: points, to: null }))];
}

const sideOf = (line: ComparedLine, side: OutcomeSide | undefined, names: OutcomeNames, sight: Sight): Side =>
  side === undefined
    ? null
    : {
        score: side.score,
        rank: sight.ranks(line.type) ? side.rank : null,
        grade: names.grade(side.grade),
        standing: side.standing,
      };

/** Changes as a reader may see them, with the names of the scheme. An official's rank does not count as a change. */
export function changePages(lines: readonly ComparedLine[], scheme: Scheme, sight: Sight): z.input<typeof Change>[] {
  const lists = new Map<string, ReturnType<typeof naming>>();
  const outcome = outcomeNames(scheme);
  return lines.map((line) => {
    const list = line.after?.list ?? line.before?.list ?? "";
    const names = lists.get(list) ?? naming(scheme, list);
    lists.set(list, names);
    const { subject: id, type, name, before, after } = line;
    return {
      subject: { id, type, name },
      before: sideOf(line, before, outcome, sight),
      after: sideOf(line, after, outcome, sight),
      nodes: movedNodes(before?.nodes ?? [], after?.nodes ?? []).map((each) => ({
        ...each,
        name: names.name(each.path),
      })),
    };
  });
}

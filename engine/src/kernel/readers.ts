import type { Subject } from "../facts/model.ts";
import { kindOf } from "../rules/registry.ts";
import type { Block, Scheme } from "../scheme/document.ts";
import { isFor } from "./select.ts";
import { indicatorOf, itemsOf } from "./world.ts";

/** What a fact is about, as far as a scheme can name it: an indicator, an event type, a coefficient, a campaign, a node. */
export interface About {
  readonly kind: "observation" | "target" | "coefficient" | "assessment" | "event" | "ballot" | "opening";
  /** Absent: for everybody. */
  readonly subject?: Subject | undefined;
  /** The identifier of what it measures; for an opening the path of its node. */
  readonly name: string;
}

export interface Reader {
  /** Position of the list in the scheme. */
  readonly list: number;
  readonly item: string;
  /** Blocks from the root of the list down to the item, without the root. */
  readonly blocks: readonly string[];
  readonly isRelative: boolean;
}

/** The items and red lines of a scheme that read a fact for the subjects it is about. Links to other scores are left out. */
export function readersOf(scheme: Scheme, about: About): { readonly items: readonly Reader[]; redLines: string[] } {
  const items = scheme.lists.flatMap((list, l) =>
    itemsOf(scheme, list.score).flatMap(({ item, within }): Reader[] => {
      const observesPlace = item.observes !== undefined && item.observes !== "self";
      const { subject } = about;
      const isOwn =
        subject === undefined ||
        (isFor(list.for, subject) && isFor(item.for, subject) && within.every((block) => isFor(block.for, subject)));
      if (!isOwn && !(observesPlace && subject?.type === "unit")) return [];
      const blocks = within.slice(1).map((block: Block) => block.block);
      const path = [...blocks, item.item].join("/");
      if (!reads(item, about, path)) return [];
      const isRelative = kindOf(item.rule).isRelative(item.rule as never);
      return [{ list: l, item: item.item, blocks, isRelative }];
    }),
  );
  const redLines = scheme.redLines.filter((line) => about.kind !== "opening" && names(line, about.name));
  return { items, redLines: redLines.map((line) => line.id) };
}

type Item = ReturnType<typeof itemsOf>[number]["item"];

function reads(item: Item, { kind, name }: About, path: string): boolean {
  if (kind === "opening") return path === name || path.startsWith(`${name}/`);
  const inside = [item.rule, item.actual, item.times, item.minimumCases, item.weight];
  if (kind === "assessment") return indicatorOf(item) === name && item.rule.kind.startsWith("checklist");
  if (kind === "target") return readsTarget(inside, indicatorOf(item) === name, name);
  if (kind === "observation") return readsOwn(item, name) || names(inside, name);
  return names(inside, name);
}

/** Kinds that read no observation of their own indicator: events, ballots, other scores, attributes, assessments. */
const withoutActual = new Set([
  "event-deduction",
  "negative-deduction",
  "capped-bonus",
  "grade-points",
  "vote-share",
  "weighted-ballot",
  "linked-score",
  "checklist",
  "gap",
  "formula",
]);

const readsOwn = (item: Item, name: string): boolean =>
  indicatorOf(item) === name &&
  item.actual === undefined &&
  !withoutActual.has(item.rule.kind.split("@")[0] ?? "") &&
  !item.rule.kind.startsWith("composite");

/** A quantity `{ target: true }` asks for the item's own indicator, `{ target: "x" }` for that of x. */
function readsTarget(value: unknown, isOwn: boolean, name: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  if ("target" in value && ((value.target === true && isOwn) || value.target === name)) return true;
  return Object.values(value).some((inner) => readsTarget(inner, isOwn, name));
}

/** Whether a part of a scheme names an identifier: as a text, or inside a formula, where it is written with underscores. */
function names(value: unknown, name: string): boolean {
  if (typeof value === "string") {
    if (value === name) return true;
    const inFormula = name.replaceAll(/[-.]/g, "_");
    return new RegExp(`(^|[^\\p{L}\\p{N}_])(?:previous_)?${escaped(inFormula)}($|[^\\p{L}\\p{N}_])`, "u").test(value);
  }
  return typeof value === "object" && value !== null && Object.values(value).some((inner) => names(inner, name));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

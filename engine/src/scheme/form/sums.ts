import { compare, type Exact, plus, readExact, show, zero } from "../../number/exact.ts";

/** What the weights inside a block add up to, read from the document as it stands, with its mistakes. */
export interface WeightSum {
  /** For whom: values of the attributes on which weights or conditions depend; empty where they do not matter. */
  readonly who: Readonly<Record<string, string>>;
  readonly sum: string;
}

export interface BlockSums {
  readonly sums: readonly WeightSum[];
  /** What they have to add up to; undefined where nothing is said, or where they are scaled to it. */
  readonly outOf?: string | undefined;
  /** Whether every sum is what it has to be. */
  readonly isEven: boolean;
  /** A published coefficient decides some weight: nobody knows the sum. */
  readonly isOpen: boolean;
}

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);
const numberOf = (value: unknown): Exact | undefined =>
  typeof value === "string" || typeof value === "number" ? readExact(String(value)) : undefined;

/** More kinds of subjects than these are not told apart. */
const mostKinds = 64;

/** @param shared `blocks` of the document, for what is used by name. */
export function blockSums(block: unknown, shared: unknown): BlockSums {
  if (!isPlain(block)) return { sums: [], isEven: true, isOpen: false };
  const children = membersOf(block.items, shared, 0);
  const attributes = new Map<string, Set<string>>();
  const note = (name: string, values: readonly string[]): void => {
    attributes.set(name, new Set([...(attributes.get(name) ?? []), ...values]));
  };
  for (const { weight, for: whom } of children) {
    if (isPlain(weight) && typeof weight.by === "string")
      note(weight.by, Object.keys(isPlain(weight.values) ? weight.values : {}));
    if (isPlain(whom) && isPlain(whom.where))
      for (const [name, values] of Object.entries(whom.where)) note(name, textsOf(values));
  }
  let kinds: Readonly<Record<string, string>>[] = [{}];
  for (const [name, values] of attributes) {
    const next = kinds.flatMap((kind) => [...values, ""].map((value) => ({ ...kind, [name]: value })));
    if (next.length <= mostKinds) kinds = next;
  }
  const isOpen = children.some(({ weight }) => isPlain(weight) && "coefficient" in weight);
  const bySum = new Map<string, WeightSum>();
  for (const who of kinds) {
    const total = children.reduce(
      (sum, child) => plus(sum, isForKind(child.for, who) ? worth(child.weight, who) : zero),
      zero,
    );
    const sum = show(total);
    // Of kinds that nothing is for only the sum of nothing would be told.
    if (!bySum.has(sum) && (total.num !== 0n || kinds.length === 1)) bySum.set(sum, { who: withValues(who), sum });
  }
  const sums = [...bySum.values()];
  const outOf = numberOf(block.outOf);
  const isScaled = block.weights === "proportional";
  if (outOf === undefined || isScaled) return { sums, isEven: true, isOpen };
  const isEven = isOpen || sums.every(({ sum }) => compare(readExact(sum) ?? zero, outOf) === 0);
  return { sums, outOf: show(outOf), isEven, isOpen };
}

/** What stands in a block, with what it uses by name in its place. */
function membersOf(items: unknown, shared: unknown, depth: number): readonly Plain[] {
  if (!Array.isArray(items) || depth > 5) return [];
  return items.filter(isPlain).flatMap((each) => {
    if (typeof each.use !== "string") return [each];
    return membersOf(isPlain(shared) ? shared[each.use] : [], shared, depth + 1);
  });
}

function isForKind(whom: unknown, who: Readonly<Record<string, string>>): boolean {
  if (!isPlain(whom) || !isPlain(whom.where)) return true;
  return Object.entries(whom.where).every(([name, values]) => textsOf(values).includes(who[name] ?? ""));
}

function worth(weight: unknown, who: Readonly<Record<string, string>>): Exact {
  if (!isPlain(weight)) return numberOf(weight) ?? zero;
  if (typeof weight.by !== "string" || !isPlain(weight.values)) return zero;
  return numberOf(weight.values[who[weight.by] ?? ""]) ?? numberOf(weight.default) ?? zero;
}

const withValues = (who: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(who).filter(([, value]) => value !== ""));

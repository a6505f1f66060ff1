type Placed = { readonly unit: string; readonly parent: string | null };

/**
 * Units in the order of a tree, each with its depth: those whose parent is not shown stand on top. The order of the input
 * (protocol) is kept among those of one parent. `isWanted` narrows to units and everything above them.
 */
export function treeRows<Unit extends Placed>(
  units: readonly Unit[],
  isWanted: (unit: Unit) => boolean,
): readonly { readonly unit: Unit; readonly depth: number }[] {
  const known = new Map(units.map((unit) => [unit.unit, unit]));
  const below = Map.groupBy(units, ({ parent }) => (parent !== null && known.has(parent) ? parent : ""));
  const shown = new Set<string>();
  for (const unit of units.filter(isWanted))
    for (let at: Unit | undefined = unit; at !== undefined && !shown.has(at.unit); at = known.get(at.parent ?? ""))
      shown.add(at.unit);
  const rows: { unit: Unit; depth: number }[] = [];
  const walk = (parent: string, depth: number) => {
    for (const unit of below.get(parent) ?? [])
      if (shown.delete(unit.unit)) {
        rows.push({ unit, depth });
        walk(unit.unit, depth + 1);
      }
  };
  walk("", 0);
  return rows;
}

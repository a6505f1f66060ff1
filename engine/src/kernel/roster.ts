import type { Subject } from "../facts/model.ts";
import type { List, Scheme } from "../scheme/document.ts";
import type { Selector } from "../scheme/values.ts";
import { type Cohorts, cohortsOf, type Groups, groupsIn } from "./groups.ts";
import { getOr } from "./known.ts";
import { indicatorOf, itemsOf } from "./nodes.ts";
import { isEverybody, isFor } from "./select.ts";

/** Who is appraised, by what list and against whom: what depends on the scheme and its subjects alone. */
interface Roster {
  /** Row of each subject, by identifier. */
  readonly ordinal: ReadonlyMap<string, number>;
  /** Position in scheme.lists of each subject's list, -1 for none. */
  readonly listOf: Int32Array;
  /** Rows of each list, ascending. */
  readonly rowsOf: readonly Int32Array[];
  readonly cohorts: Cohorts;
  groups(key: string | undefined): Groups;
  coded(attribute: string): Groups;
  selection(selector: Selector | undefined): Uint8Array | undefined;
  carriers(indicator: string, types: readonly string[]): Carriers;
}

export interface Carriers {
  /** Ascending. */
  readonly rows: Int32Array;
  /** Equal for equal rows. */
  readonly key: string;
}

const rosters = new WeakMap<readonly Subject[], WeakMap<Scheme, Roster>>();

/** The same roster for the same subjects and scheme: other facts do not change it. */
export function rosterOf(scheme: Scheme, subjects: readonly Subject[]): Roster {
  let own = rosters.get(subjects);
  if (!own) {
    own = new WeakMap();
    rosters.set(subjects, own);
  }
  const seen = own.get(scheme);
  if (seen) return seen;
  const roster = makeRoster(scheme, subjects);
  own.set(scheme, roster);
  return roster;
}

function makeRoster(scheme: Scheme, subjects: readonly Subject[]): Roster {
  let ordinal: Map<string, number> | undefined;
  const selections = new Map<Selector, Uint8Array | undefined>();
  const selection = (selector: Selector | undefined): Uint8Array | undefined =>
    selector && getOr(selections, selector, () => selected(subjects, selector));
  const { listOf, rowsOf } = placed(scheme.lists, subjects, selection);
  const { coded } = groupsIn(subjects);
  const cohorts = cohortsOf(scheme, subjects, selection, coded);
  const groupings = new Map<string, Groups>();
  const carried = new Map<string, Carriers>();
  return {
    get ordinal() {
      ordinal ??= new Map(subjects.map((subject, row) => [subject.id, row]));
      return ordinal;
    },
    listOf,
    rowsOf,
    cohorts,
    coded,
    selection,
    groups: (key) =>
      getOr(groupings, key ?? "", () => (key === undefined ? cohorts.orType() : coded(key === "all" ? "type" : key))),
    carriers: (indicator, among) =>
      getOr(carried, `${indicator}\n${among.join()}`, () =>
        carriersOf(
          scheme,
          indicator,
          among.map((type) => selection(typed(type))),
          rowsOf,
          selection,
        ),
      ),
  };
}

const types = new Map<string, Selector>();
const typed = (type: string): Selector => getOr(types, type, () => ({ type: type as Subject["type"] }));

function selected(subjects: readonly Subject[], selector: Selector): Uint8Array | undefined {
  if (isEverybody(selector)) return undefined;
  const mask = new Uint8Array(subjects.length);
  for (let row = 0; row < mask.length; row++) if (isFor(selector, subjects[row] as Subject)) mask[row] = 1;
  return mask.includes(0) ? mask : undefined;
}

/** Each subject's list, the first in the scheme that is for it, and each list's subjects. */
function placed(
  lists: readonly List[],
  subjects: readonly Subject[],
  selection: (selector: Selector) => Uint8Array | undefined,
): { readonly listOf: Int32Array; readonly rowsOf: readonly Int32Array[] } {
  const listOf = new Int32Array(subjects.length).fill(-1);
  const rowsOf = lists.map((list, l) => {
    const mask = selection(list.for);
    const rows: number[] = [];
    for (let row = 0; row < listOf.length; row++) {
      if (listOf[row] !== -1 || mask?.[row] === 0) continue;
      listOf[row] = l;
      rows.push(row);
    }
    return Int32Array.from(rows);
  });
  return { listOf, rowsOf };
}

function carriersOf(
  scheme: Scheme,
  indicator: string,
  among: readonly (Uint8Array | undefined)[],
  rowsOf: readonly Int32Array[],
  selection: (selector: Selector | undefined) => Uint8Array | undefined,
): Carriers {
  const holding = scheme.lists.flatMap((list, l) => {
    const masks = itemsOf(scheme, list.score)
      .filter(({ item }) => indicatorOf(item) === indicator)
      .map(({ item, within }) => [item, ...within].flatMap((node) => selection(node.for) ?? []));
    return masks.length === 0 ? [] : [{ l, masks, rows: rowsOf[l] as Int32Array }];
  });
  const isAnyType = among.some((mask) => mask === undefined);
  const only = holding[0];
  if (only && holding.length === 1 && isAnyType && only.masks.some((masks) => masks.length === 0))
    return { rows: only.rows, key: `list ${only.l}` };
  const rows: number[] = [];
  for (const { masks, rows: own } of holding)
    for (const row of own)
      if (
        (isAnyType || among.some((mask) => mask?.[row] === 1)) &&
        masks.some((all) => all.every((mask) => mask[row] === 1))
      )
        rows.push(row);
  return { rows: Int32Array.from(rows).sort(), key: `${indicator} of ${among.length}` };
}

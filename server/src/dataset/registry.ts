import {
  type Entries,
  emptyRegistry,
  firstDayOf,
  lastDayOf,
  monthOf,
  type Official,
  type Registry,
  type Post as RegistryPost,
  show,
} from "@biaochi/engine";
import type { Directory } from "./directory.ts";
import type { Row } from "./row.ts";
import type { Post } from "./service.ts";
import type { SubjectRows } from "./subjects.ts";

/** The folder's tables of subjects as entries of the registry: months become their first and last days. */
export function registryOf(
  rows: SubjectRows,
  posts: ReadonlyMap<string, readonly Post[]>,
  directory: Directory,
): Registry {
  const known = new Set<string>();
  const once = (row: Row): boolean => {
    const id = row.cells.id ?? "";
    if (known.has(id)) return false;
    known.add(id);
    return true;
  };
  const unit = rows.unit.flatMap((row, at): readonly Entries["unit"][] => {
    if (!once(row)) return [];
    const { id = "", unitType } = row.cells;
    const parent = referred(directory, row, "parent");
    const successor = referred(directory, row, "successor");
    const { cohort, ...attributes } = row.attributes;
    const until = row.cells.until;
    return [
      {
        ...{ ...common(row, at), ...dated(row), id: `${id}.1`, unit: id, aliases: aliasesOf(row), attributes },
        ...(parent ? { parent } : {}),
        ...(unitType ? { unitType } : {}),
        ...(cohort ? { cohort } : {}),
        ...(until ? { ending: successor ? "merged" : "abolished" } : {}),
        successors: successor ? [successor] : [],
      },
    ];
  });
  const section = rows.sections.flatMap((row, at): readonly Entries["section"][] => {
    const itsUnit = referred(directory, row, "unit");
    return itsUnit ? [{ ...common(row, at), ...dated(row), unit: itsUnit }] : [];
  });
  const team = rows.team.flatMap((row, at): readonly Entries["team"][] => {
    const itsUnit = referred(directory, row, "unit");
    if (!itsUnit || !once(row)) return [];
    return [{ ...common(row, at), unit: itsUnit, aliases: aliasesOf(row), attributes: row.attributes }];
  });
  const people = rows.official.flatMap((row, at) => (once(row) ? [officialOf(row, at, posts, directory)] : []));
  return {
    ...{ ...emptyRegistry, unit, section, team },
    official: people.map(({ official }) => official),
    post: people.flatMap((each) => each.posts),
  };
}

function officialOf(row: Row, at: number, all: ReadonlyMap<string, readonly Post[]>, directory: Directory) {
  const { rank, managedBy, ...attributes } = row.attributes;
  const { regime, roleClass } = row.cells;
  const entry = common(row, at);
  const held = all.get(entry.id) ?? [];
  const unit = referred(directory, row, "unit");
  const team = referred(directory, row, "team");
  const more = { ...(roleClass ? { roleClass } : {}), ...(row.cells.section ? { section: row.cells.section } : {}) };
  const isPlaceless = held.length === 0 && !unit;
  const official: Official = {
    ...{ ...entry, aliases: aliasesOf(row) },
    attributes: isPlaceless ? { ...attributes, ...more } : attributes,
    ...(regime ? { regime } : {}),
    ...(rank ? { rank } : {}),
    ...(managedBy ? { managedBy } : {}),
  };
  // A folder without posts says in the person's own row where they are.
  const own: readonly RegistryPost[] =
    held.length === 0 && unit
      ? [
          {
            ...{ id: `${entry.id}.1`, official: entry.id, unit, kind: "main", share: "1", ...more },
            ...(team ? { team } : {}),
          },
        ]
      : [];
  return { official, posts: held.length === 0 ? own : held.map((post, n) => postOf(entry.id, post, n)) };
}

const postOf = (official: string, post: Post, n: number): RegistryPost => ({
  ...{ id: `${official}.${n + 1}`, official, unit: post.unit, kind: post.kind, share: show(post.share) },
  ...(post.team ? { team: post.team } : {}),
  ...(post.roleClass ? { roleClass: post.roleClass } : {}),
  ...(post.section ? { section: post.section } : {}),
  ...(post.title ? { title: post.title } : {}),
  since: firstDayOf(post.from),
  ...(Number.isFinite(post.to) ? { until: lastDayOf(post.to) } : {}),
});

/** What a cell names, when somebody is called so; whoever reads the subjects has said already where nobody is. */
function referred(directory: Directory, row: Row, column: string): string | undefined {
  const text = row.cells[column] ?? "";
  const id = text === "" ? undefined : directory.find(text);
  return id === "ambiguous" ? undefined : id;
}

const common = ({ cells }: Row, at: number) => ({
  id: cells.id ?? "",
  name: { "zh-CN": cells.name ?? "", en: cells.nameEn || (cells.name ?? "") },
  sort: cells.sort ? Number(cells.sort) : at + 1,
});

const dated = ({ cells: { since, until } }: Row) => ({
  ...(since ? { since: firstDayOf(monthOf(since)) } : {}),
  ...(until ? { until: lastDayOf(monthOf(until)) } : {}),
});

const aliasesOf = (row: Row): readonly string[] =>
  (row.cells.aliases ?? "").split(/[|｜]/).flatMap((alias) => (alias.trim() === "" ? [] : [alias.trim()]));

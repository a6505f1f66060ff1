import { type Day, type Post, postKinds } from "@biaochi/engine";
import { dayAfter } from "../../../platform/clock.ts";
import { type Draft, member, saidBy } from "./build.ts";
import { freshId } from "./names.ts";
import type { People } from "./people.ts";
import type { ImportRow } from "./read-sheet.ts";
import { roleClassOfTitle } from "./role-of-title.ts";
import { dated, type Places } from "./units.ts";

export type PersonalRows = Readonly<Record<"posts" | "grades" | "sanctions" | "leave", readonly ImportRow[]>>;

export type PersonalOptions = {
  /** The day as of which the workbook says where everybody is. */
  readonly day: Day;
  /** Where a row says no role class, the title does. */
  readonly roleByTitle: boolean;
};

const stems = { post: "", leave: "l", sanction: "s", grade: "g" } as const;
const kindOf = (text: string | undefined): Post["kind"] => postKinds.find((each) => each === text) ?? "main";

/** What is known of each person, to find the entry that a row without a record number is about. */
function byPerson<Entry extends { readonly official: string }>(
  entries: Iterable<Entry>,
): ReadonlyMap<string, readonly Entry[]> {
  const all = new Map<string, Entry[]>();
  for (const entry of entries) {
    const known = all.get(entry.official);
    if (known === undefined) all.set(entry.official, [entry]);
    else known.push(entry);
  }
  return all;
}

export function takePersonal(
  draft: Draft,
  places: Places,
  people: People,
  rows: PersonalRows,
  options: PersonalOptions,
): void {
  /** Numbered by person, so that what one row brings does not move the numbers of others. */
  const fresh = (kind: "post" | "leave" | "sanction" | "grade", official: string): string =>
    freshId(`${official}.${stems[kind]}`, 1, (id) => draft.find(kind, id) !== undefined);
  const known = {
    post: byPerson(draft.registry.post),
    leave: byPerson(draft.registry.leave),
    sanction: byPerson(draft.registry.sanction),
    grade: byPerson(draft.registry.grade),
  };
  const whose = (row: ImportRow): string | undefined =>
    people.person(
      row,
      row.cells.official ?? "",
      row.cells.personUnit || (row.table === "posts" ? (row.cells.unit ?? "") : ""),
    );

  /** Role class, title and places of a post, from whichever table says them. */
  function filled(row: ImportRow, unit: string, before: Post | undefined) {
    const title = member(row, "title", before?.title);
    const said = member(row, "roleClass", before?.roleClass);
    const guessed = options.roleByTitle && said.roleClass === undefined ? roleClassOfTitle(title.title) : undefined;
    const sectionText = saidBy(row, "section");
    const section =
      sectionText === undefined
        ? before?.section
        : sectionText === ""
          ? undefined
          : places.section(row, unit, sectionText);
    const team = saidBy(row, "team") === undefined ? before?.team : places.team(row, "team");
    return {
      ...title,
      ...(guessed === undefined ? said : { roleClass: guessed }),
      ...(section === undefined ? {} : { section }),
      ...(team === undefined ? {} : { team }),
    };
  }

  const postsInRows = new Set(rows.posts.map((row) => `${row.file}:${row.row}`));
  for (const { row, official, unit } of people.roster) {
    if (unit === undefined || postsInRows.has(`${row.file}:${row.row}`)) continue;
    const held = (known.post.get(official) ?? []).filter(({ kind, until }) => kind === "main" && until === undefined);
    const here = held.find((post) => post.unit === unit);
    const said = row.cells.postSince ?? "";
    if (here !== undefined) {
      const since = said === "" ? here.since : said;
      draft.change(
        "post",
        { ...here, ...withoutPlaces(here), ...filled(row, unit, here), ...(since === undefined ? {} : { since }) },
        row,
      );
      continue;
    }
    // Somebody who served elsewhere has moved: on the day that the row says, else on the day of the workbook.
    const since = said === "" ? (held.length > 0 ? options.day : undefined) : said;
    for (const post of held) draft.change("post", { ...post, until: dayAfter(since ?? options.day, -1) }, row);
    draft.change(
      "post",
      {
        ...{ id: fresh("post", official), official, unit, kind: "main", share: "1" },
        ...filled(row, unit, undefined),
        ...(since === undefined ? {} : { since }),
      },
      row,
    );
  }

  for (const row of rows.posts) {
    const official = whose(row);
    const unit = places.unit(row, row.cells.unit ?? "");
    if (official === undefined || unit === undefined) continue;
    const kind = kindOf(row.cells.kind);
    const { entry = "", since = "" } = row.cells;
    const same = (known.post.get(official) ?? []).filter((post) => post.unit === unit && post.kind === kind);
    const before =
      entry !== ""
        ? draft.find("post", entry)
        : (same.find((post) => (post.since ?? "") === since) ??
          same.find((post) => post.until === undefined && (since === "" || post.since === undefined)));
    draft.put(
      "post",
      {
        ...{ id: before?.id ?? (entry || fresh("post", official)), official, unit, kind },
        share: saidBy(row, "share") === undefined ? (before?.share ?? "1") : row.cells.share || "1",
        ...filled(row, unit, before),
        ...dated(row, before),
      },
      row,
    );
  }

  for (const row of rows.grades) {
    const official = whose(row);
    if (official === undefined) continue;
    const { entry = "", year = "", grade = "", scale = "annual" } = row.cells;
    if (grade === "" || year === "") {
      draft.error(row, "cell-required", grade === "" ? "grade" : "year", {
        expected: grade === "" ? "expected.text" : "expected.year",
      });
      continue;
    }
    const its = known.grade.get(official) ?? [];
    const before =
      entry !== ""
        ? draft.find("grade", entry)
        : its.find((each) => each.year === Number(year) && each.scale === scale);
    draft.put(
      "grade",
      {
        ...{ id: before?.id ?? (entry || fresh("grade", official)), official, year: Number(year), grade, scale },
        ...member(row, "document", before?.document),
      },
      row,
    );
  }

  for (const row of rows.sanctions) {
    const official = whose(row);
    if (official === undefined) continue;
    const { entry = "", kind = "", since = "", document = "" } = row.cells;
    const its = known.sanction.get(official) ?? [];
    const before =
      entry !== ""
        ? draft.find("sanction", entry)
        : its.find((each) => each.document === document && each.kind === kind);
    draft.put(
      "sanction",
      {
        ...{ id: before?.id ?? (entry || fresh("sanction", official)), official, kind, since, document },
        ...member(row, "until", before?.until),
      },
      row,
    );
  }

  for (const row of rows.leave) {
    const official = whose(row);
    if (official === undefined) continue;
    const { entry = "", since = "", until = "", days = "" } = row.cells;
    const its = known.leave.get(official) ?? [];
    const before =
      entry !== "" ? draft.find("leave", entry) : its.find((each) => each.since === since && each.until === until);
    draft.put(
      "leave",
      { id: before?.id ?? (entry || fresh("leave", official)), official, since, until, days: Number(days) },
      row,
    );
  }
}

/** A post without what a row may take away from it. */
function withoutPlaces({ title: _, roleClass: __, section: ___, team: ____, ...post }: Post): Pick<Post, "id"> {
  return post;
}

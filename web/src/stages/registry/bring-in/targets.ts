import type { ImportTable } from "@biaochi/contract";
import type { Choice } from "../../../frame/field.tsx";
import type { Say } from "../../../frame/preferences.tsx";
import { fieldName } from "./change-table.tsx";

export const tablesOf = [
  ...(["units", "sections", "teams", "officials", "posts", "grades", "sanctions", "leave", "openings"] as const),
] satisfies readonly ImportTable[];

/** The columns of each table; that they are the server's is checked by a test. */
export const columnsOf: Readonly<Record<ImportTable, readonly string[]>> = {
  units: [
    ...[
      "id",
      "entry",
      "name",
      "nameEn",
      "sort",
      "unitType",
      "cohort",
      "parent",
      "since",
      "until",
      "ending",
      "successors",
    ],
    ...["ledFrom", "ledFromEn", "gradedBy", "aliases", "note"],
  ],
  sections: ["id", "unit", "name", "nameEn", "sort", "since", "until", "note"],
  teams: ["id", "unit", "name", "nameEn", "sort", "since", "until", "aliases", "note"],
  officials: [
    ...[
      "id",
      "name",
      "nameEn",
      "sort",
      "staffNumber",
      "regime",
      "rank",
      "managedBy",
      "since",
      "until",
      "aliases",
      "unit",
    ],
    ...["section", "team", "roleClass", "title", "postSince", "note"],
  ],
  posts: [
    ...[
      "entry",
      "official",
      "personUnit",
      "unit",
      "team",
      "section",
      "roleClass",
      "kind",
      "title",
      "since",
      "until",
      "share",
    ],
    "note",
  ],
  grades: ["entry", "official", "personUnit", "year", "grade", "scale", "document", "note"],
  sanctions: ["entry", "official", "personUnit", "kind", "since", "until", "document", "note"],
  leave: ["entry", "official", "personUnit", "since", "until", "days"],
  openings: ["subject", "personUnit", "node", "period", "score", "document", "note"],
};

/** What a heading can be said to mean: left out, a column, a year of grades, an attribute under its own name. */
export function targetsOf(
  say: Say,
  table: ImportTable,
  columns: readonly { readonly heading: string; readonly to: string | null }[],
): readonly Choice<string>[] {
  const own = columns.flatMap(({ heading }) =>
    table === "units" || table === "teams" || table === "officials"
      ? [{ value: `attribute:${heading}`, label: say("import.as-attribute", { name: heading }) }]
      : [],
  );
  const said = columns.flatMap(({ to }) =>
    to?.startsWith("grade:") || to?.startsWith("attribute:")
      ? [{ value: to, label: to.startsWith("grade:") ? say("import.as-grade", { year: to.slice(6) }) : to.slice(10) }]
      : [],
  );
  const all = [
    { value: "", label: say("import.left-out") },
    ...columnsOf[table].map((value) => ({ value, label: fieldName(say, value) })),
    ...said,
    ...own,
  ];
  return all.filter(({ value }, at) => all.findIndex((each) => each.value === value) === at);
}

/** What a workbook may hold. Apart from the forms of the doors, for the pages read it, too. */
export const importTables = [
  ...(["units", "sections", "teams", "officials", "posts", "grades", "sanctions", "leave", "openings"] as const),
] as const;
type ImportTable = (typeof importTables)[number];

/** The columns of each table; the page offers them, the importer reads them. */
export const importColumns: Readonly<Record<ImportTable, readonly string[]>> = {
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

/** What a workbook may hold. Apart from the forms of the doors, for the pages read it, too. */
export const importTables = [
  ...(["units", "sections", "teams", "officials", "posts", "grades", "sanctions", "leave", "openings"] as const),
] as const;
type ImportTable = (typeof importTables)[number];

const columns = (names: string): readonly string[] => names.split(" ");

/** The columns of each table, in their order; the page offers them, the importer reads them. */
export const importColumns: Readonly<Record<ImportTable, readonly string[]>> = {
  units: columns(
    "id entry name nameEn aliases sort unitType cohort parent since until ending successors ledFrom ledFromEn gradedBy note",
  ),
  sections: columns("id unit name nameEn sort since until note"),
  teams: columns("id unit name nameEn aliases sort since until note"),
  officials: [
    ...columns("id name nameEn sort staffNumber regime rank managedBy since until aliases"),
    ...columns("unit section team roleClass title postSince note"),
  ],
  posts: columns("entry official personUnit unit team section roleClass kind title since until share note"),
  grades: columns("entry official personUnit year grade scale document note"),
  sanctions: columns("entry official personUnit kind since until document note"),
  leave: columns("entry official personUnit since until days"),
  openings: columns("subject personUnit node period score document note"),
};

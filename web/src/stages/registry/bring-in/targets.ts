import type { ImportTable } from "@biaochi/contract";
import { importColumns } from "@biaochi/contract/bring-in-columns";
import type { Choice } from "../../../frame/field.tsx";
import type { Say } from "../../../frame/preferences.tsx";
import { fieldName } from "./change-table.tsx";

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
    ...importColumns[table].map((value) => ({ value, label: fieldName(say, value) })),
    ...said,
    ...own,
  ];
  return all.filter(({ value }, at) => all.findIndex((each) => each.value === value) === at);
}

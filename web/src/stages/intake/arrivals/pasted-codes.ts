type Unit = { readonly id: string; readonly name: { readonly "zh-CN": string; readonly en: string } };
export type PastedLine = { readonly code: string; readonly unit: string; readonly firstDay: string };
export type PastedFault = {
  readonly line: number;
  readonly what: "parts" | "unit" | "day" | "twice";
  readonly found: string;
};

/** As a table of a workbook is pasted, or as it is typed: code, unit by name or identifier, and a first day where it has its own. */
export function readPasted(
  text: string,
  units: readonly Unit[],
  usualDay: string,
): { readonly lines: readonly PastedLine[]; readonly faults: readonly PastedFault[] } {
  const byName = new Map(units.flatMap(({ id, name }) => [id, name["zh-CN"], name.en].map((each) => [each, id])));
  const lines: PastedLine[] = [];
  const faults: PastedFault[] = [];
  for (const [at, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === "") continue;
    const [code = "", called = "", firstDay = usualDay, ...rest] = row.split(/\t|,|，/).map((each) => each.trim());
    const unit = byName.get(called);
    const wrong = (what: PastedFault["what"], found: string) => faults.push({ line: at + 1, what, found });
    if (code === "" || called === "" || rest.length > 0) wrong("parts", row.trim());
    else if (unit === undefined) wrong("unit", called);
    else if (!isDay(firstDay)) wrong("day", firstDay);
    else if (lines.some((each) => each.code === code && each.firstDay === firstDay)) wrong("twice", code);
    else lines.push({ code, unit, firstDay });
  }
  return { lines, faults };
}

/** 2026-02-30 is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

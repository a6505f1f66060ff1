import { plainText } from "../../../dataset/plain-text.ts";
import type { SheetOut } from "../../../dataset/spreadsheet.ts";
import type { Covered } from "../../schemes/cascade/coverage-store.ts";
import { sayingOf } from "../issue.ts";
import { sheetName } from "../sheet-name.ts";
import type { Copy } from "./dress.ts";

type Row = readonly (string | number | null)[];

/** A weight is a number where a spreadsheet keeps it exactly, and its text otherwise. */
const weightCell = (text: string): string | number =>
  /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= 15 ? Number(text) : text;

/** Three sheets: goals by unit, units, and people with what they have. */
export function coverageWorkbook(
  { page, loads }: Covered,
  copy: Pick<Copy, "language" | "cycle">,
  marks: readonly string[],
): readonly SheetOut[] {
  const say = sayingOf(copy);
  const { language } = copy;
  const taken = new Set<string>();
  const cells = new Map(page.cells.map((cell) => [`${cell.goal} ${cell.unit}`, cell]));
  const names = new Map(page.units.map(({ unit }) => [unit.id, unit.name]));
  const sheet = (code: string, rows: readonly Row[], widths: readonly number[]): SheetOut => {
    const name = sheetName(say(code), taken);
    const header = [name, ...marks].join(" · ");
    return {
      name,
      rows,
      widths,
      frozenColumns: 1,
      print: { paper: "a3", repeated: 1, header, footer: say("cascade-paper.cycle", { cycle: copy.cycle }) },
    };
  };
  const goals = page.goals.map(
    ({ goal, name, isCarried }): Row => [
      plainText(name[language]),
      say(isCarried ? "coverage.carried" : "coverage.uncarried"),
      ...page.units.map(({ unit }) => {
        const cell = cells.get(`${goal} ${unit.id}`);
        if (cell === undefined) return null;
        return say(`task-part.${cell.part}`) + (cell.isCarried ? "" : ` · ${say("coverage.uncarried")}`);
      }),
    ],
  );
  const units = page.units.map(
    ({ unit, state, tasks, carried, people, idle, heaviest, objections }): Row => [
      plainText(unit.name[language]),
      say(`cascade-state.${state}`),
      ...[tasks, carried, people, idle, weightCell(heaviest), objections],
    ],
  );
  const people = loads.map(
    ({ official, unit, leads, owns, carries, weight }): Row => [
      plainText(official.name[language]),
      plainText((unit === null ? undefined : names.get(unit))?.[language] ?? ""),
      ...[leads, owns, carries, weightCell(weight)],
    ],
  );
  const unitHeads = ["unit", "state", "tasks", "carried", "people", "idle", "heaviest", "objections"];
  const personHeads = ["person", "unit", "leads", "owns", "carries", "weight"];
  return [
    sheet(
      "coverage.goals",
      [
        [
          say("cascade-paper.goal"),
          say("coverage.state"),
          ...page.units.map(({ unit }) => plainText(unit.name[language])),
        ],
        ...goals,
      ],
      [40, 14, ...page.units.map(() => 12)],
    ),
    sheet(
      "coverage.units",
      [unitHeads.map((head) => say(`coverage.${head}`)), ...units],
      [28, 20, 9, 12, 9, 14, 14, 14],
    ),
    sheet("coverage.people", [personHeads.map((head) => say(`coverage.${head}`)), ...people], [18, 28, 10, 10, 10, 14]),
  ];
}

import { ballotTable } from "./ballots.ts";
import { casesDocument } from "./cases-document.ts";
import { chance, decimal } from "./chance.ts";
import { figures, openedOfficials, openedUnits } from "./decided-figures.ts";
import { eventTable } from "./events.ts";
import { officialTables } from "./official-facts.ts";
import { officialsOf } from "./people.ts";
import { withCases } from "./person-cases.ts";
import { cycle, type Plan } from "./plan.ts";
import { sectionsOfPosts, sectionTable } from "./sections.ts";
import { csv, type Table } from "./table.ts";
import { unitTables } from "./unit-facts.ts";
import { fewestUnits, merger, mostUnits, type Unit, unitsOf } from "./units.ts";

export interface Size {
  readonly seed: number;
  readonly units: number;
  readonly officials: number;
  /** Years with every month of figures; yearly figures of five years are always there. */
  readonly years: number;
}

export const committed: Size = { seed: 2025, units: 60, officials: 1500, years: 1 };
export const bounds = {
  seed: [0, 4294967295],
  units: [fewestUnits, mostUnits],
  officials: [400, 200_000],
  years: [1, 5],
} as const satisfies Record<keyof Size, readonly [number, number]>;

/** At least this many officials for so many units: a smaller unit has no section and no staff. */
export const fewestOfficials = (units: number): number => units * 12;

/** The files of the demo city by name, schemes excepted: the same for the same size, on any machine. */
export function generateCity(size: Size): ReadonlyMap<string, string> {
  const plan = planOf(size);
  const tables: readonly Table[] = [
    unitTable(plan),
    teamTable(plan),
    officialTable(plan),
    postTable(plan),
    sectionTable(plan),
    coefficientTable(plan),
    ...unitTables(plan),
    ...officialTables(plan),
    ballotTable(plan),
    eventTable(plan),
    openingTable(plan),
  ];
  const files = new Map(tables.map((table) => [table.file, csv(table)]));
  files.set("CASES.md", casesDocument(plan));
  return files;
}

export function planOf(size: Size): Plan {
  const units = unitsOf(size.units);
  const officials = withCases(officialsOf(size.seed, units, size.officials, cycle));
  const opened = officials
    .filter((official) => openedOfficials.includes(official.place))
    .map((official) => official.id);
  return {
    seed: size.seed,
    year: cycle,
    years: size.years,
    units,
    officials,
    existsIn: (unit, _period, last) =>
      unit.status === "merged" ? last < merger.lastMonth : unit.status === "created" ? last >= merger.lastMonth : true,
    figure: figures([...openedUnits, ...opened]),
  };
}

/** 保密档案工作等次, as the archives decided it once a year. */
function archivesOf(plan: Plan, unit: Unit): string {
  if (unit.status === "merged") return "";
  const share = chance(plan.seed, "archives", unit.id).share();
  return share < 0.06 ? "差" : share < 0.18 ? "较差" : "合格";
}

const teamOf = (unit: string): string => `team-${unit}`;

function unitTable(plan: Plan): Table {
  return {
    file: "units.csv",
    columns: ["id", "name", "nameEn", "sort", "unitType", "archives", "since", "until", "successor", "note"],
    rows: plan.units.map((unit) => [
      unit.id,
      unit.zh,
      unit.en,
      String(unit.sort),
      unit.type,
      archivesOf(plan, unit),
      unit.status === "created" ? `${plan.year}-${merger.lastMonth + 1}` : "",
      unit.status === "merged" ? `${plan.year}-${merger.lastMonth}` : "",
      unit.status === "merged" ? merger.into : "",
      "虚构 fictional",
    ]),
  };
}

const current = (plan: Plan): readonly Unit[] => plan.units.filter((unit) => unit.status !== "merged");

function teamTable(plan: Plan): Table {
  return {
    file: "teams.csv",
    columns: ["id", "name", "nameEn", "sort", "unit"],
    rows: current(plan).map((unit) => [
      teamOf(unit.id),
      `${unit.zh}领导班子`,
      `Leadership of ${unit.en}`,
      String(unit.sort + 1),
      unit.id,
    ]),
  };
}

function officialTable(plan: Plan): Table {
  return {
    file: "officials.csv",
    columns: ["id", "name", "nameEn", "sort", "regime", "rank", "note"],
    rows: plan.officials.map((o) => [o.id, o.zh, o.en, String(o.sort), o.regime, o.rank, "虚构 fictional"]),
  };
}

function postTable(plan: Plan): Table {
  const merged = new Set(plan.units.filter((unit) => unit.status === "merged").map((unit) => unit.id));
  const sectionOf = sectionsOfPosts(plan);
  const rows = plan.officials.flatMap((official) =>
    official.posts.map((post) => {
      const leads = post.roleClass === "head" || post.roleClass === "deputy";
      const team = leads && !merged.has(post.unit) ? teamOf(post.unit) : "";
      return [
        official.id,
        post.unit,
        team,
        post.roleClass,
        post.kind,
        post.from,
        post.to.endsWith("-12") ? "" : post.to,
        sectionOf(official, post),
      ];
    }),
  );
  const columns = ["official", "unit", "team", "roleClass", "kind", "from", "to"];
  return { file: "posts.csv", columns: [...columns, "section"], rows };
}

/** Difficulty of a unit's projects, published once a year: 0.95 to 1.10. */
function coefficientTable(plan: Plan): Table {
  const rows = plan.units
    .filter((unit) => unit.type === "economy" || unit.type === "park")
    .map((unit) => [
      unit.id,
      "difficulty",
      decimal(0.95 + 0.05 * chance(plan.seed, "difficulty", unit.id).between(0, 3), 2),
    ]);
  return { file: "coefficients.csv", columns: ["subject", "name", "value"], rows };
}

/** Past results decided outside the system: the first two quarters of a dozen subjects, with document numbers. */
function openingTable(plan: Plan): Table {
  const rows: string[][] = [];
  const open = (subject: string, node: string, key: string, document: string): void => {
    for (const quarter of [1, 2]) {
      const score = 86 + chance(plan.seed, "opening", key, String(quarter)).between(0, 900) / 100;
      rows.push([
        subject,
        node,
        `${plan.year}Q${quarter}`,
        decimal(score, 2),
        document.replace("#", quarter === 1 ? "9" : "21"),
      ]);
    }
  };
  for (const unit of plan.units)
    if (openedUnits.includes(unit.id)) open(unit.id, "usual", unit.id, "衡考办〔2025〕#号（虚构）");
  for (const official of plan.officials) {
    if (openedOfficials.includes(official.place))
      open(official.id, "usual/own", official.place, "衡组通〔2025〕#号（虚构）");
  }
  return { file: "openings.csv", columns: ["subject", "node", "period", "score", "document"], rows };
}

import type { Document } from "../../../documents/model.ts";
import type { CityPaper, UnitPaper } from "../../schemes/cascade/paper-store.ts";
import { type Say, sayingOf } from "../issue.ts";
import { type Copy, dressOf, figureText } from "./dress.ts";
import { inOrder, rowsOf, tableOf } from "./table.ts";

const paperOf = { paper: "a3-landscape", style: "summary" } as const;

/** 指标分解表 of the city: every goal with the units that take it on, A3 landscape. */
export function cityBreakdown({ programme, goals, unitName }: CityPaper, copy: Copy): Document {
  const say = sayingOf(copy);
  const { language, cycle } = copy;
  const headings = [
    ["cascade-paper.order", 0.4, inOrder],
    ["cascade-paper.goal", 4],
    ["cascade-paper.target", 1.3, { align: "right" }],
    ["cascade-paper.aggregation", 2],
    ["cascade-paper.unit", 2.4],
    ["cascade-paper.part", 0.8, { align: "center" }],
    ["cascade-paper.unit-share", 1.3, { align: "right" }],
    ["cascade-paper.source", 2.6],
  ] as const;
  const rows = goals.flatMap(({ name, target, measure, aggregation, source, tasks }, n) =>
    rowsOf(
      say,
      {
        before: [
          { text: String(n + 1) },
          { text: name[language], strong: true },
          { text: figureText(target, measure) },
          { text: say(`aggregation.${aggregation}`) },
        ],
        after: [{ text: source }],
      },
      tasks.map(({ unit, part, share }) => [
        { text: unitName(unit)[language] },
        { text: say(`task-part.${part}`) },
        { text: figureText(share, measure) },
      ]),
      headings.length,
    ),
  );
  return {
    ...dressOf(copy, { subject: say("breakdown.name"), programme, isDraft: false }),
    ...paperOf,
    title: say("breakdown.title", { city: programme.title[language], cycle }),
    subtitle: say("breakdown.subtitle", { n: goals.length }),
    blocks: [tableOf(say, headings, rows), { kind: "note", text: say("breakdown.note") }],
  };
}

type People = UnitPaper["tasks"][number]["duties"][number]["people"];

/** 指标分解表 of a unit: goal, what the unit takes on, section, and who leads, owns and carries. */
export function unitBreakdown(paper: UnitPaper, copy: Copy): Document {
  const say = sayingOf(copy);
  const { language, cycle } = copy;
  const { programme, unit, tasks, digest, commitment, sectionName } = paper;
  const headings = [
    ["cascade-paper.order", 0.4, inOrder],
    ["cascade-paper.goal", 3],
    ["cascade-paper.unit-share", 1.4],
    ["cascade-paper.section", 1.6],
    ["cascade-paper.duty", 3.4],
    ["cascade-paper.share", 1.1, { align: "right" }],
    ["duty-role.leads", 1.2],
    ["duty-role.owns", 1.2],
    ["duty-role.carries", 3],
  ] as const;
  const rows = tasks.flatMap(({ name, part, share, measure, duties }, n) =>
    rowsOf(
      say,
      {
        before: [
          { text: String(n + 1) },
          { text: name[language], strong: true },
          { text: `${say(`task-part.${part}`)} ${figureText(share, measure)}` },
        ],
      },
      duties.map((duty) => [
        { text: duty.section === null ? say("cascade-paper.whole-unit") : sectionName(duty.section)[language] },
        { text: duty.what },
        { text: figureText(duty.share, measure) },
        ...(["leads", "owns", "carries"] as const).map((role) => ({
          text: named(
            say,
            paper,
            copy,
            duty.people.filter((each) => each.role === role),
          ),
        })),
      ]),
      headings.length,
    ),
  );
  return {
    ...dressOf(copy, { subject: say("breakdown.name"), programme, digest, isDraft: commitment === undefined }),
    ...paperOf,
    title: say("breakdown.unit-title", { unit: unit.name[language], cycle }),
    subtitle: say("breakdown.subtitle", { n: tasks.length }),
    blocks: [
      tableOf(say, headings, rows),
      { kind: "note", text: say("breakdown.unit-note") },
      { kind: "signature", places: [say("responsibility.head"), say("responsibility.day")] },
    ],
  };
}

const named = (say: Say, { personName }: UnitPaper, { language }: Copy, people: People): string =>
  people
    .map(({ official, share }) => personName(official)[language] + (share === null ? "" : ` ${share}`))
    .join(say("list.separator"));

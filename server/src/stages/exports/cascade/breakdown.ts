import type { Cell, Document } from "../../../documents/model.ts";
import type { CityPaper, UnitPaper } from "../../schemes/cascade/paper-store.ts";
import { type Copy, dressOf, figureText, type Say, sayingOf } from "./dress.ts";

const paperOf = { paper: "a3-landscape", style: "summary" } as const;

/** 指标分解表 of the city: every goal with the units that take it on, A3 landscape. */
export function cityBreakdown({ programme, goals, unitName }: CityPaper, copy: Copy): Document {
  const say = sayingOf(copy);
  const { language, cycle } = copy;
  const rows = goals.flatMap((goal, n): readonly (readonly Cell[])[] => {
    const head = [
      { text: String(n + 1) },
      { text: goal.name[language], strong: true } as const,
      { text: figureText(goal.target, goal.measure) },
      { text: say(`aggregation.${goal.aggregation}`) },
    ];
    const again = [{ text: "" }, { text: "" }, { text: "" }, { text: "" }];
    if (goal.tasks.length === 0)
      return [[...head, { text: say("cascade-paper.nobody") }, { text: "" }, { text: "" }, { text: goal.source }]];
    return goal.tasks.map((task, i) => [
      ...(i === 0 ? head : again),
      { text: unitName(task.unit)[language] },
      { text: say(`task-part.${task.part}`) },
      { text: figureText(task.share, goal.measure) },
      { text: i === 0 ? goal.source : "" },
    ]);
  });
  const title = say("breakdown.title", { city: programme.title[language], cycle });
  return {
    ...dressOf(copy, { subject: say("breakdown.name"), programme, isDraft: false }),
    ...paperOf,
    title,
    subtitle: say("breakdown.subtitle", { n: goals.length }),
    blocks: [
      {
        kind: "table",
        columns: [
          { title: say("cascade-paper.order"), share: 0.4, align: "center", figures: "count" },
          { title: say("cascade-paper.goal"), share: 4, align: "left" },
          { title: say("cascade-paper.target"), share: 1.3, align: "right" },
          { title: say("cascade-paper.aggregation"), share: 2, align: "left" },
          { title: say("cascade-paper.unit"), share: 2.4, align: "left" },
          { title: say("cascade-paper.part"), share: 0.8, align: "center" },
          { title: say("cascade-paper.unit-share"), share: 1.3, align: "right" },
          { title: say("cascade-paper.source"), share: 2.6, align: "left" },
        ],
        rows,
      },
      { kind: "note", text: say("breakdown.note") },
    ],
  };
}

type People = UnitPaper["tasks"][number]["duties"][number]["people"];

/** 指标分解表 of a unit: goal, what the unit takes on, section, and who leads, owns and carries. */
export function unitBreakdown(paper: UnitPaper, copy: Copy): Document {
  const say = sayingOf(copy);
  const { language, cycle } = copy;
  const { programme, unit, tasks, digest, commitment, sectionName } = paper;
  const rows = tasks.flatMap((task, n): readonly (readonly Cell[])[] => {
    const head = [
      { text: String(n + 1) },
      { text: task.name[language], strong: true } as const,
      { text: `${say(`task-part.${task.part}`)} ${figureText(task.share, task.measure)}` },
    ];
    const again = [{ text: "" }, { text: "" }, { text: "" }];
    if (task.duties.length === 0)
      return [[...head, { text: say("cascade-paper.nobody") }, ...Array.from({ length: 5 }, () => ({ text: "" }))]];
    return task.duties.map((duty, i) => [
      ...(i === 0 ? head : again),
      { text: duty.section === null ? say("cascade-paper.whole-unit") : sectionName(duty.section)[language] },
      { text: duty.what },
      { text: figureText(duty.share, task.measure) },
      ...(["leads", "owns", "carries"] as const).map((role) => ({
        text: named(
          say,
          paper,
          copy,
          duty.people.filter((each) => each.role === role),
        ),
      })),
    ]);
  });
  return {
    ...dressOf(copy, { subject: say("breakdown.name"), programme, digest, isDraft: commitment === undefined }),
    ...paperOf,
    title: say("breakdown.unit-title", { unit: unit.name[language], cycle }),
    subtitle: say("breakdown.subtitle", { n: tasks.length }),
    blocks: [
      {
        kind: "table",
        columns: [
          { title: say("cascade-paper.order"), share: 0.4, align: "center", figures: "count" },
          { title: say("cascade-paper.goal"), share: 3, align: "left" },
          { title: say("cascade-paper.unit-share"), share: 1.4, align: "left" },
          { title: say("cascade-paper.section"), share: 1.6, align: "left" },
          { title: say("cascade-paper.duty"), share: 3.4, align: "left" },
          { title: say("cascade-paper.share"), share: 1.1, align: "right" },
          { title: say("duty-role.leads"), share: 1.2, align: "left" },
          { title: say("duty-role.owns"), share: 1.2, align: "left" },
          { title: say("duty-role.carries"), share: 3, align: "left" },
        ],
        rows,
      },
      { kind: "note", text: say("breakdown.unit-note") },
      { kind: "signature", places: [say("responsibility.head"), say("responsibility.day")] },
    ],
  };
}

const named = (say: Say, { personName }: UnitPaper, { language }: Copy, people: People): string =>
  people
    .map(({ official, share }) => personName(official)[language] + (share === null ? "" : ` ${share}`))
    .join(say("list.separator"));

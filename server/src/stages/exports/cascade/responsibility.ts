import { day } from "@biaochi/words";
import type { Block, Document } from "../../../documents/model.ts";
import type { UnitPaper } from "../../schemes/cascade/paper-store.ts";
import { dayOf, type Say, sayingOf } from "../issue.ts";
import { type Copy, dressOf, figureText } from "./dress.ts";
import { inOrder, tableOf } from "./table.ts";

/**
 * 目标责任书: what a unit takes on of the goals of the city, and which section answers for what. Of units only: nobody signs
 * one for themselves, and no person is named but by the signature.
 */
export function responsibilitySheet(paper: UnitPaper, copy: Copy): Document {
  const say = sayingOf(copy);
  const { language, cycle } = copy;
  const { programme, unit, tasks, digest, commitment } = paper;
  const city = programme.title[language];
  const heading = (code: string): Block => ({ kind: "heading", level: 1, text: say(code) });
  const about = { subject: say("responsibility.name"), programme, digest, isDraft: commitment === undefined };
  return {
    ...dressOf(copy, about),
    title: say("responsibility.title", { city, cycle }),
    subtitle: unit.name[language],
    paper: "a4-official",
    style: "official",
    blocks: [
      {
        kind: "paragraph",
        text: say("responsibility.lead", { city, unit: unit.name[language], cycle, n: tasks.length }),
      },
      heading("responsibility.tasks"),
      taskTable(say, paper, copy),
      heading("responsibility.sections"),
      sections(say, paper, copy),
      heading("responsibility.terms"),
      { kind: "paragraph", text: say("responsibility.terms.scheme") },
      { kind: "paragraph", text: say("responsibility.terms.units") },
      { kind: "paragraph", text: confirmedText(say, paper, copy) },
      { kind: "note", text: say("responsibility.digest", { digest }) },
      {
        kind: "signature",
        places: [
          say("responsibility.office"),
          say("responsibility.head"),
          say("responsibility.day"),
          say("responsibility.day"),
        ],
      },
    ],
  };
}

/** Who confirmed the list, here or on paper; or that nobody has yet. */
function confirmedText(say: Say, { commitment }: UnitPaper, { language }: Copy): string {
  if (commitment === undefined) return say("responsibility.unconfirmed");
  const { attested, version, confirmed_at: at, by } = commitment;
  const name = by.name?.[language] ?? by.id;
  const recorded = { day: day(language, dayOf(at)), version, name };
  if (attested === null) return say("responsibility.confirmed", recorded);
  const { signatory, signedOn, document } = attested;
  return say("responsibility.attested", {
    ...{ ...recorded, signatory: signatory.name[language], signed: day(language, signedOn), document },
  });
}

const taskTable = (say: Say, { tasks }: UnitPaper, { language }: Copy): Block =>
  tableOf(
    say,
    [
      ["cascade-paper.order", 0.5, inOrder],
      ["cascade-paper.goal", 4],
      ["cascade-paper.target", 1.4, { align: "right" }],
      ["cascade-paper.part", 0.8, { align: "center" }],
      ["cascade-paper.unit-share", 1.4, { align: "right" }],
      ["cascade-paper.source", 2.4],
    ],
    tasks.map((task, n) => [
      { text: String(n + 1) },
      { text: task.name[language] },
      { text: figureText(task.target, task.measure) },
      { text: say(`task-part.${task.part}`) },
      { text: figureText(task.share, task.measure), strong: true },
      { text: task.source },
    ]),
  );

function sections(say: Say, { tasks, sectionName }: UnitPaper, { language }: Copy): Block {
  const rows = tasks.flatMap((task, n) =>
    task.duties.map((duty) => [
      { text: String(n + 1) },
      { text: duty.section === null ? say("cascade-paper.whole-unit") : sectionName(duty.section)[language] },
      { text: duty.what },
      { text: figureText(duty.share, task.measure) },
    ]),
  );
  if (rows.length === 0) return { kind: "paragraph", text: say("responsibility.sections.none") };
  const headings = [
    ["cascade-paper.task-order", 0.7, inOrder],
    ["cascade-paper.section", 2],
    ["cascade-paper.duty", 5],
    ["cascade-paper.share", 1.4, { align: "right" }],
  ] as const;
  return tableOf(say, headings, rows);
}

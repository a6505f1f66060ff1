import { compare, exactOf, minus, plus, show, zero } from "@biaochi/engine/exact";
import { day, periodName, score, signed } from "@biaochi/words";
import type { Block, Cell, Document } from "../../documents/model.ts";
import type { Paper } from "../scoring/paper-store.ts";
import { dayOf, dressOf, type Issue, type Say, sayingOf } from "./issue.ts";
import { difference } from "./sheet-losses.ts";

type Row = Paper["rows"][number];
type Move = { readonly row: Row; readonly before: string; readonly by: string };

/** How many of each kind are named before the rest is counted. */
type Measure = { readonly moves: number; readonly named: number; readonly cohorts: number };
const measures: readonly Measure[] = [
  { moves: 3, named: 8, cohorts: 12 },
  { moves: 3, named: 6, cohorts: 12 },
  { moves: 2, named: 4, cohorts: 8 },
  { moves: 1, named: 3, cohorts: 6 },
];

export const mostBriefPages = 2;
/** A fall of so many points is listed for attention. */
const leastFall = "3";

/** 考核专报: what the figures of a run say, in the official layout. It states nothing else: no praise, no blame, no advice. */
export function briefWays(paper: Paper, issue: Issue): readonly (() => Document)[] {
  return measures.map((measure) => () => briefDocument(paper, issue, measure));
}

function briefDocument(paper: Paper, issue: Issue, measure: Measure): Document {
  const { language } = issue;
  const say = sayingOf(issue);
  const period = periodName(language, paper.run.period);
  const { watermark: _, ...dress } = dressOf(issue, say("document.brief.name"));
  const heading = (code: string): Block => ({ kind: "heading", level: 1, text: say(code) });
  const moves = movesOf(paper);
  const attention = attentionOf(say, language, paper, moves, measure);
  return {
    ...dress,
    title: say("document.brief", { period }),
    head: {
      issuer: say("brief.head", { city: paper.run.programme.title[language] }),
      line: {
        left: say("brief.made-by", { issuer: dress.properties.issuer, number: issue.number }),
        right: day(language, dayOf(issue.at)),
      },
    },
    paper: "a4-official",
    style: "official",
    blocks: [
      { kind: "paragraph", text: leadOf(say, language, paper, moves, period) },
      heading("brief.figures"),
      ...cohortTable(say, language, paper, measure),
      heading("brief.movements"),
      ...movements(say, language, paper, moves, measure),
      heading("brief.red-lines"),
      { kind: "paragraph", text: redLinesOf(say, language, paper, measure) },
      heading("brief.attention"),
      ...(attention.length === 0 ? [say("brief.attention.none")] : attention).map(
        (text): Block => ({ kind: "paragraph", text }),
      ),
      { kind: "attachments", titles: [say("brief.attachment", { period })] },
      { kind: "closing", issuer: dress.properties.issuer, day: day(language, dayOf(issue.at)) },
    ],
  };
}

export const scored = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) => (row.score === null ? [] : [row.score])).sort((a, b) => compare(exactOf(a), exactOf(b)));

/** The middle of sorted scores: of an even number the exact mean of the two in the middle. */
export function medianOf(sorted: readonly string[]): string | undefined {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) return undefined;
  const sum = plus(exactOf(low), exactOf(high));
  return show(exactOf(`${sum.num}/${sum.den * 2n}`));
}

/** Every unit that has a score now and had one before, with the exact difference: largest fall first. */
function movesOf({ rows, last }: Paper): readonly Move[] {
  if (last === undefined) return [];
  return rows
    .flatMap((row): Move[] => {
      const before = last.scores.get(row.subject.id) ?? null;
      return row.score === null || before === null ? [] : [{ row, before, by: difference(row.score, before) }];
    })
    .sort((a, b) => compare(exactOf(a.by), exactOf(b.by)) || a.row.sort - b.row.sort);
}

function leadOf(say: Say, language: Issue["language"], paper: Paper, moves: readonly Move[], period: string): string {
  const { rows, last } = paper;
  const all = scored(rows);
  const count = (standing: Row["standing"]) => rows.filter((row) => row.standing === standing).length;
  const none = say("card.none");
  const shown = (text: string | undefined) => (text === undefined ? none : score(text));
  const main = say("brief.lead", {
    period,
    n: rows.length,
    complete: count("complete"),
    provisional: count("provisional"),
    unformed: count("not-formed"),
    median: shown(medianOf(all)),
    high: shown(all.at(-1)),
    low: shown(all[0]),
  });
  const sign = (move: Move) => compare(exactOf(move.by), zero);
  const second =
    last === undefined
      ? say("brief.lead.no-last")
      : say("brief.lead.last", {
          period: periodName(language, last.period),
          up: moves.filter((move) => sign(move) > 0).length,
          down: moves.filter((move) => sign(move) < 0).length,
          same: moves.filter((move) => sign(move) === 0).length,
        });
  return main + (language === "zh-CN" ? "" : " ") + second;
}

function cohortTable(
  say: Say,
  language: Issue["language"],
  paper: Paper,
  { cohorts: most }: Measure,
): readonly Block[] {
  const all = [...Map.groupBy(paper.rows, (row) => row.cohort)]
    .map(([cohort, rows]) => ({ cohort, rows, first: Math.min(...rows.map((row) => row.sort)) }))
    .sort((a, b) => a.first - b.first);
  const rows = all.slice(0, most).map(({ cohort, rows: members }): readonly Cell[] => {
    const scores = scored(members);
    const figure = (text: string | undefined): Cell => ({ text: text === undefined ? say("card.none") : score(text) });
    return [
      { text: cohort === null ? say("standing-table.unranked") : paper.cohortName(cohort)[language] },
      { text: String(members.length) },
      figure(medianOf(scores)),
      figure(scores.at(-1)),
      figure(scores[0]),
    ];
  });
  const left: readonly Block[] =
    all.length > most ? [{ kind: "note", text: say("brief.cohorts.more", { n: all.length - most }) }] : [];
  const table: Block = {
    kind: "table",
    columns: [
      { title: say("brief.cohort"), share: 4, align: "left" },
      { title: say("brief.count"), share: 1, align: "right", figures: "count" },
      { title: say("brief.median"), share: 1, align: "right", figures: "points" },
      { title: say("brief.highest"), share: 1, align: "right", figures: "points" },
      { title: say("brief.lowest"), share: 1, align: "right", figures: "points" },
    ],
    rows,
  };
  return [table, ...left];
}

function movements(
  say: Say,
  language: Issue["language"],
  { last }: Paper,
  moves: readonly Move[],
  measure: Measure,
): readonly Block[] {
  const moved = moves.filter((move) => exactOf(move.by).num !== 0n);
  if (last === undefined || moved.length === 0) return [{ kind: "paragraph", text: say("brief.movements.none") }];
  const falls = moved.filter((move) => exactOf(move.by).num < 0n).slice(0, measure.moves);
  const rises = moved
    .filter((move) => exactOf(move.by).num > 0n)
    .slice(-measure.moves)
    .reverse();
  const rows = [...rises, ...falls].map(({ row, before, by }): readonly Cell[] => [
    { text: row.subject.name[language] },
    { text: score(before) },
    { text: score(row.score ?? "0") },
    { text: signed(by) },
  ]);
  return [
    {
      kind: "table",
      caption: say("brief.movements.table", { period: periodName(language, last.period) }),
      columns: [
        { title: say("standing-table.unit"), share: 4, align: "left" },
        { title: say("brief.before"), share: 1, align: "right", figures: "points" },
        { title: say("brief.now"), share: 1, align: "right", figures: "points" },
        { title: say("brief.difference"), share: 1, align: "right", figures: "change" },
      ],
      rows,
    },
  ];
}

/** Some names in protocol order; the others are counted by the number that the sentence says. */
function named(say: Say, texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).join(say("list.separator"));
  return texts.length > most ? shown + say("brief.more") : shown;
}

const byProtocol = (rows: readonly Row[]): readonly Row[] => rows.toSorted((a, b) => a.sort - b.sort);

function redLinesOf(say: Say, language: Issue["language"], paper: Paper, { named: most }: Measure): string {
  const struck = byProtocol(paper.rows.filter((row) => row.redLines > 0));
  if (struck.length === 0) return say("brief.red-lines.none");
  const units = struck.map((row) => {
    const lines = (paper.redLines.get(row.subject.id) ?? []).map((name) => name[language]).join(say("list.separator"));
    return say("brief.red-lines.unit", { unit: row.subject.name[language], lines });
  });
  return say("brief.red-lines.some", { n: struck.length, units: named(say, units, most) });
}

/** Matters that follow from the figures alone: data that lack, scores that fell, losses that several share. */
function attentionOf(
  say: Say,
  language: Issue["language"],
  paper: Paper,
  moves: readonly Move[],
  { named: most }: Measure,
): readonly string[] {
  const said: string[] = [];
  const names = (rows: readonly Row[]) =>
    named(
      say,
      byProtocol(rows).map((row) => row.subject.name[language]),
      most,
    );
  const lacking = paper.rows.filter((row) => row.standing === "provisional");
  if (lacking.length > 0) said.push(say("brief.attention.missing", { n: lacking.length, units: names(lacking) }));
  const unformed = paper.rows.filter((row) => row.standing === "not-formed");
  if (unformed.length > 0) said.push(say("brief.attention.unformed", { n: unformed.length, units: names(unformed) }));
  const fell = moves.filter((move) => compare(minus(zero, exactOf(move.by)), exactOf(leastFall)) >= 0);
  if (fell.length > 0)
    said.push(
      say("brief.attention.fell", { n: fell.length, least: leastFall, units: names(fell.map(({ row }) => row)) }),
    );
  const losses = Map.groupBy(
    paper.rows.flatMap((row) => (row.largestLoss === null ? [] : [row.largestLoss.name[language]])),
    (name) => name,
  );
  const common = [...losses]
    .filter(([, all]) => all.length >= 3)
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([item, all]) => say("brief.attention.losses.item", { item, n: all.length }));
  if (common.length > 0) said.push(say("brief.attention.losses", { items: common.join(say("list.separator")) }));
  return said;
}

import { deferredGrade } from "@biaochi/contract";
import { exactOf, minus, plus, show, zero } from "@biaochi/engine/exact";
import { percent, periodName, score, signed } from "@biaochi/words";
import { frames, innerWidth } from "../../documents/layout/paper.ts";
import type { Block, Cell, Column, Document, Style } from "../../documents/model.ts";
import type { Sheet } from "../scoring/document-store.ts";
import { dressOf, type Issue, type Say, sayingOf } from "./issue.ts";
import { comparisonBlock, waterfallBlock } from "./sheet-charts.ts";
import { difference, lossBlocks } from "./sheet-losses.ts";

type Page = Sheet["page"];
type Node = Page["nodes"][number];

/** How much a sheet says, from everything down to what two pages always hold. */
type Measure = { readonly style: Style; readonly depth: number; readonly losses: number };

const compact = (depth: number, losses: number): Measure => ({ style: "compact", depth, losses });
const measures: readonly Measure[] = [
  { style: "form", depth: 9, losses: 99 },
  compact(9, 99),
  ...[99, 30, 25, 20, 16, 12].map((losses) => compact(1, losses)),
  ...[20, 16, 12, 8, 5].map((losses) => compact(0, losses)),
];

/** A report card or score sheet is one sheet of paper, printed on both sides. */
export const mostSheetPages = 2;

/** The sheet of a unit, team or official, fullest way first: the first that fits on its pages is the one to take. */
export function sheetWays(sheet: Sheet, issue: Issue): readonly (() => Document)[] {
  return measures.map((measure) => () => sheetDocument(sheet, issue, measure));
}

/** Everything, in small letters: for a sheet that would put a few lines on its second page. */
export const denserSheet = (sheet: Sheet, issue: Issue): Document => sheetDocument(sheet, issue, compact(9, 99));

function sheetDocument(sheet: Sheet, issue: Issue, measure: Measure): Document {
  const { page } = sheet;
  const { language } = issue;
  const say = sayingOf(issue);
  const isOfficial = page.subject.type === "official";
  const title = say(
    isOfficial
      ? "document.score-sheet"
      : page.subject.type === "team"
        ? "document.report-card.team"
        : "document.report-card",
  );
  const about = {
    name: page.subject.name[language],
    unit: page.unit?.name[language] ?? "",
    period: periodName(language, page.run.period),
  };
  const subtitle = say(isOfficial && page.unit !== null ? "card.about.in" : "card.about", about);
  const { watermark, ...dress } = dressOf(issue, `${title}: ${subtitle}`);
  const width = innerWidth(frames["a4-form"]);
  const heading = (code: string): Block => ({ kind: "heading", level: 1, text: say(code) });
  const comparison = comparisonBlock(say, language, page, width);
  const way = waterfallBlock(say, language, sheet, width);
  const signature: Block = isOfficial
    ? {
        kind: "signature",
        statement: say("card.check.official"),
        places: ["card.sign.own", "card.sign.day"].map((code) => say(code)),
      }
    : {
        kind: "signature",
        statement: say("card.check.unit"),
        places: ["card.sign.liaison", "card.sign.head", "card.sign.stamp", "card.sign.day"].map((code) => say(code)),
      };
  return {
    ...dress,
    ...(isOfficial ? { watermark } : {}),
    title,
    subtitle,
    paper: "a4-form",
    style: measure.style,
    blocks: [
      figuresOf(say, page),
      { kind: "paragraph", text: sentenceOf(say, language, sheet) },
      heading("card.parts"),
      partsTable(say, language, page, measure.depth),
      ...(way.length === 0 ? [] : [heading("card.way"), ...way]),
      ...(comparison.length === 0 ? [] : [heading("card.comparison"), ...comparison]),
      heading("card.losses"),
      ...lossBlocks(say, language, sheet, measure.losses),
      ...(isOfficial ? [{ kind: "note", text: say("card.no-rank") } as const] : []),
      heading("card.check"),
      signature,
    ],
  };
}

function figuresOf(say: Say, page: Page): Block {
  const spread = page.cohort?.spread ?? null;
  const none = say("card.none");
  return {
    kind: "figures",
    items: [
      { label: say("card.score"), value: page.score === null ? say("card.not-formed") : score(page.score) },
      { label: say("card.full"), value: page.full === null || page.score === null ? none : score(page.full) },
      { label: say("card.lost"), value: page.lost === null ? none : score(page.lost) },
      { label: say("card.median"), value: spread === null ? none : score(spread[2]) },
      { label: say("card.range"), value: spread === null ? none : `${score(spread[0])}–${score(spread[4])}` },
    ],
  };
}

/** A score is a sentence before it is a number: what was scored, where the cohort stands, the last period, what is missing. */
function sentenceOf(say: Say, language: Issue["language"], { page, explanation }: Sheet): string {
  const said: string[] = [];
  const { cohort, last, missing } = page;
  if (page.score === null || page.full === null) said.push(say("card.sentence.not-formed"));
  else {
    const losses = explanation.lost.filter((loss) => exactOf(loss.lost).num > 0n);
    const gains = explanation.lost.filter((loss) => exactOf(loss.lost).num < 0n);
    const sum = (all: typeof losses) => all.reduce((total, loss) => plus(total, exactOf(loss.lost)), zero);
    const main = { score: score(page.score), full: score(page.full), n: losses.length, lost: score(show(sum(losses))) };
    said.push(say(losses.length === 0 ? "card.sentence.nothing" : "card.sentence", main));
    if (gains.length > 0)
      said.push(say("card.sentence.gained", { n: gains.length, gained: score(show(minus(zero, sum(gains)))) }));
    if (cohort !== null && cohort.spread !== null) {
      const median = cohort.spread[2];
      said.push(
        say("card.sentence.median", {
          cohort: cohort.name[language],
          size: cohort.size,
          median: score(median),
          difference: signed(difference(page.score, median)),
        }),
      );
    } else if (cohort !== null) said.push(say("card.sentence.cohort-small"));
    if (last !== null && last.score !== null)
      said.push(
        say("card.sentence.last", {
          period: periodName(language, last.period),
          score: score(last.score),
          difference: signed(difference(page.score, last.score)),
        }),
      );
  }
  if (missing.length > 0) {
    const names = missing.slice(0, 4).map(({ name }) => name[language]);
    const items = names.join(say("list.separator")) + (missing.length > names.length ? say("brief.more") : "");
    said.push(say("card.sentence.provisional", { n: missing.length, items }));
  }
  if (page.grade?.id === deferredGrade) said.push(say("card.sentence.deferred"));
  return said.join(language === "zh-CN" ? "" : " ");
}

const depthOf = (path: string): number => path.split("/").length - 1;

/** Blocks and items with full marks, points and rates beside the cohort's median rate; then what was taken or added. */
function partsTable(say: Say, language: Issue["language"], page: Page, depth: number): Block {
  const compared = new Map(page.compared.map((line) => [line.path, line]));
  const hasLast = page.compared.some((line) => line.last !== null);
  const rate = (text: string | null | undefined) =>
    text === null || text === undefined ? say("card.none") : percent(text);
  const isCounted = (node: Node) => node.kind === "block" || node.kind === "item" || node.kind === "opening";
  const shown = page.nodes.filter((node) =>
    isCounted(node) ? depthOf(node.path) <= depth : node.points !== null && exactOf(node.points).num !== 0n,
  );
  const columns: readonly Column[] = [
    { title: say("card.part"), share: 5, align: "left" },
    { title: say("card.full"), share: 1, align: "right", figures: "points" },
    { title: say("card.points"), share: 1, align: "right", figures: "points" },
    { title: say("card.lost"), share: 1, align: "right", figures: "points" },
    { title: say("card.rate"), share: 1, align: "right" },
    ...(hasLast ? [{ title: say("card.rate.last"), share: 1, align: "right" } as const] : []),
    { title: say("card.rate.median"), share: 1, align: "right" },
  ];
  const rows = shown.map((node): readonly Cell[] => {
    const line = compared.get(node.path);
    const isBlock = node.kind === "block";
    const cell = (text: string): Cell => (isBlock ? { text, strong: true } : { text });
    const kind = node.kind === "red-line" ? `${say("card.red-line")}${say("lost.colon")}` : "";
    // Full marks of zero: the item does not count here (its weight went elsewhere). That is not a score of zero.
    const isWithout = isCounted(node) && exactOf(node.full).num === 0n;
    const absent = node.absence === null ? undefined : say(`absence.${node.absence}`);
    return [
      { ...cell(kind + node.name[language]), indent: Math.min(3, depthOf(node.path)) },
      cell(isCounted(node) && !isWithout ? score(node.full) : say("card.none")),
      cell(node.points === null || isWithout ? (absent ?? say("card.none")) : score(node.points)),
      cell(node.lost === null || isWithout ? say("card.none") : score(node.lost)),
      cell(rate(line?.rate)),
      ...(hasLast ? [cell(rate(line?.last))] : []),
      cell(rate(line?.cohort?.median)),
    ];
  });
  return { kind: "table", columns, rows };
}

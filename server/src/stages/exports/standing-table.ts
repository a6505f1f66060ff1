import { periodName, quantity, score, signed } from "@biaochi/words";
import type { Block, Cell, Column, Document } from "../../documents/model.ts";
import type { Paper, PaperNode } from "../scoring/paper-store.ts";
import { medianOf, scored } from "./brief.ts";
import { dressOf, type Issue, type Say, sayingOf } from "./issue.ts";
import { difference } from "./sheet-losses.ts";

type Row = Paper["rows"][number];
type Part = {
  readonly path: string;
  readonly title: string;
  /** Full marks where all units of the cohort have the same. */
  readonly full: string | undefined;
};

/** More columns than this cannot be read on A3. */
const mostParts = 10;

/** Of fewer scores a median says nothing. */
const leastForMedian = 3;

/** The summary table of a run: one page (or more) per cohort, units in order of rank, A3 landscape. */
export function standingTable(paper: Paper, issue: Issue): Document {
  const say = sayingOf(issue);
  const { watermark: _, ...dress } = dressOf(issue, say("document.standing-table.name"));
  const { language } = issue;
  const cohorts = [...Map.groupBy(paper.rows, (row) => row.cohort)].sort(([, a], [, b]) => earliest(a) - earliest(b));
  const blocks = cohorts.flatMap(([cohort, members], n): readonly Block[] => {
    const name = cohort === null ? say("standing-table.unranked") : paper.cohortName(cohort)[language];
    const parts = partsOf(paper, members, language);
    const scores = scored(members);
    const median = scores.length < leastForMedian ? undefined : medianOf(scores);
    return [
      ...(n === 0 ? [] : [{ kind: "page-break" } as const]),
      { kind: "heading", level: 1, text: say("standing-table.cohort", { cohort: name, n: members.length }) },
      {
        kind: "table",
        measure: say("standing-table.measure"),
        columns: columnsOf(say, parts, paper),
        rows: [
          ...members.map((row) => cellsOf(say, language, paper, parts, row)),
          ...(median === undefined ? [] : [medianRow(say, paper, parts, median)]),
        ],
      },
      { kind: "note", text: say("standing-table.note") },
    ];
  });
  return {
    ...dress,
    title: say("document.standing-table", { period: periodName(issue.language, paper.run.period) }),
    subtitle: say("standing-table.subtitle", { n: paper.rows.length }),
    paper: "a3-landscape",
    style: "summary",
    blocks,
  };
}

/** Cohorts stand in protocol order: by the first of their members. */
const earliest = (rows: readonly Row[]): number => Math.min(...rows.map((row) => row.sort));

const depthOf = (path: string): number => path.split("/").length - 1;

/**
 * The blocks that the lists of these units are made of: the parts of the score, or what the only part is made of. Lists of
 * one cohort share most of them; each is named once.
 */
function partsOf(paper: Paper, members: readonly Row[], language: Issue["language"]): readonly Part[] {
  for (const depth of [0, 1]) {
    const parts = new Map<string, { readonly title: string; readonly fulls: Set<string> }>();
    for (const row of members)
      for (const node of nodesOf(paper, row).values())
        if (depthOf(node.path) === depth && node.full !== "0") {
          const part = parts.get(node.path) ?? { title: node.name[language], fulls: new Set() };
          part.fulls.add(node.full);
          parts.set(node.path, part);
        }
    if (parts.size > 1 || depth === 1)
      return [...parts].slice(0, mostParts).map(([path, { title, fulls }]) => {
        const [full, ...others] = fulls;
        return { path, title, full: others.length === 0 ? full : undefined };
      });
  }
  return [];
}

/** By path what counts towards the score. A block that was decided outside in part has that part under its own path. */
function nodesOf(paper: Paper, row: Row): ReadonlyMap<string, PaperNode> {
  const nodes = new Map<string, PaperNode>();
  for (const node of paper.nodes.get(row.subject.id) ?? [])
    if (node.kind === "block" || node.kind === "item" || (node.kind === "opening" && !nodes.has(node.path)))
      nodes.set(node.path, node);
  return nodes;
}

function columnsOf(say: Say, parts: readonly Part[], paper: Paper): readonly Column[] {
  return [
    { title: say("standing-table.rank"), share: 0.6, align: "center", figures: "count" },
    { title: say("standing-table.unit"), share: 4, align: "left" },
    { title: say("card.score"), share: 1, align: "right", figures: "points" },
    ...(paper.last === undefined
      ? []
      : [{ title: say("standing-table.change"), share: 1, align: "right", figures: "change" } as const]),
    ...parts.map(
      ({ title, full }): Column => ({
        title: full === undefined ? title : say("standing-table.part", { title, full: quantity(full, 2) }),
        share: 1,
        align: "right",
        figures: "points",
      }),
    ),
    { title: say("standing-table.largest-loss"), share: 3, align: "left" },
    { title: say("card.lost"), share: 0.8, align: "right", figures: "points" },
    { title: say("standing-table.remarks"), share: 2.4, align: "left" },
  ];
}

function cellsOf(
  say: Say,
  language: Issue["language"],
  paper: Paper,
  parts: readonly Part[],
  row: Row,
): readonly Cell[] {
  const nodes = nodesOf(paper, row);
  const before = paper.last?.scores.get(row.subject.id) ?? null;
  const remarks = [
    ...(row.standing === "not-formed" ? [say("standing-table.not-formed")] : []),
    ...(row.missing > 0 && row.standing === "provisional" ? [say("standing-table.missing", { n: row.missing })] : []),
    ...(row.redLines > 0 ? [say("standing-table.red-lines", { n: row.redLines })] : []),
  ];
  return [
    { text: row.rank ?? say("card.none") },
    { text: row.subject.name[language] },
    { text: row.score === null ? say("card.none") : score(row.score), strong: true },
    ...(paper.last === undefined
      ? []
      : [{ text: row.score === null || before === null ? say("card.none") : signed(difference(row.score, before)) }]),
    ...parts.map(({ path }): Cell => {
      const node = nodes.get(path);
      if (node === undefined) return { text: "" };
      if (node.full === "0") return { text: say("card.none") };
      return { text: node.points === null ? say("card.none") : score(node.points) };
    }),
    { text: lossName(say, language, paper, row) },
    { text: row.largestLoss === null ? say("card.none") : score(row.largestLoss.lost) },
    { text: remarks.join(say("list.separator")) },
  ];
}

/** What was decided outside bears the name of its block: said, so that nobody looks for an indicator of that name. */
function lossName(say: Say, language: Issue["language"], paper: Paper, { subject, largestLoss }: Row): string {
  if (largestLoss === null) return say("card.none");
  const name = largestLoss.name[language];
  const isOpening = (paper.nodes.get(subject.id) ?? []).some(
    ({ path, kind }) => kind === "opening" && path === largestLoss.path,
  );
  return isOpening ? say("standing-table.opening", { name }) : name;
}

/** The last row of a cohort: the median of its scores. */
function medianRow(say: Say, paper: Paper, parts: readonly Part[], median: string): readonly Cell[] {
  const empty = { text: "" };
  return [
    empty,
    { text: say("standing-table.median"), strong: true },
    { text: score(median), strong: true },
    ...(paper.last === undefined ? [] : [empty]),
    ...parts.map(() => empty),
    empty,
    empty,
    empty,
  ];
}

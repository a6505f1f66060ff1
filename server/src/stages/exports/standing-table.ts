import { periodName, score, signed } from "@biaochi/words";
import type { Block, Cell, Column, Document } from "../../documents/model.ts";
import type { Paper } from "../scoring/paper-store.ts";
import { dressOf, type Issue, type Say, sayingOf } from "./issue.ts";
import { difference } from "./sheet-losses.ts";

type Row = Paper["rows"][number];
type Part = { readonly path: string; readonly title: string };

/** More columns than this cannot be read on A3. */
const mostParts = 10;

/** A cohort of units in the order of their rank. */
export type StandingPage = {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
};

/** The summary table of a run: one page (or more) per cohort, units in order of rank, A3 landscape. */
export function standingTable(paper: Paper, issue: Issue): Document {
  const say = sayingOf(issue);
  const { watermark: _, ...dress } = dressOf(issue, say("document.standing-table.name"));
  const blocks = standingPages(paper, issue).flatMap((page, n): readonly Block[] => [
    ...(n === 0 ? [] : [{ kind: "page-break" } as const]),
    { kind: "heading", level: 1, text: page.title },
    { kind: "table", columns: page.columns, rows: page.rows },
    { kind: "note", text: say("standing-table.note") },
  ]);
  return {
    ...dress,
    title: say("document.standing-table", { period: periodName(issue.language, paper.run.period) }),
    subtitle: say("standing-table.subtitle", { n: paper.rows.length }),
    paper: "a3-landscape",
    style: "summary",
    blocks,
  };
}

export function standingPages(paper: Paper, issue: Issue): readonly StandingPage[] {
  const { language } = issue;
  const say = sayingOf(issue);
  const cohorts = [...Map.groupBy(paper.rows, (row) => row.cohort)].sort(([, a], [, b]) => earliest(a) - earliest(b));
  return cohorts.map(([cohort, members]) => {
    const name = cohort === null ? say("standing-table.unranked") : paper.cohortName(cohort)[language];
    const parts = partsOf(paper, members, language);
    return {
      title: say("standing-table.cohort", { cohort: name, n: members.length }),
      columns: columnsOf(say, parts, paper),
      rows: members.map((row) => cellsOf(say, language, paper, parts, row)),
    };
  });
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
    const parts = new Map<string, string>();
    for (const row of members)
      for (const node of paper.nodes.get(row.subject.id) ?? [])
        if (["block", "item", "opening"].includes(node.kind) && depthOf(node.path) === depth && node.full !== "0")
          parts.set(node.path, node.name[language]);
    if (parts.size > 1 || depth === 1) return [...parts].slice(0, mostParts).map(([path, title]) => ({ path, title }));
  }
  return [];
}

function columnsOf(say: Say, parts: readonly Part[], paper: Paper): readonly Column[] {
  return [
    { title: say("standing-table.rank"), share: 0.6, align: "center" },
    { title: say("standing-table.unit"), share: 4, align: "left" },
    { title: say("card.score"), share: 1, align: "right" },
    ...(paper.last === undefined ? [] : [{ title: say("standing-table.change"), share: 1, align: "right" } as const]),
    ...parts.map(({ title }): Column => ({ title, share: 1, align: "right" })),
    { title: say("standing-table.largest-loss"), share: 3, align: "left" },
    { title: say("card.lost"), share: 0.8, align: "right" },
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
  const nodes = new Map((paper.nodes.get(row.subject.id) ?? []).map((node) => [node.path, node]));
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
    { text: row.largestLoss === null ? say("card.none") : row.largestLoss.name[language] },
    { text: row.largestLoss === null ? say("card.none") : score(row.largestLoss.lost) },
    { text: remarks.join(say("list.separator")) },
  ];
}

import { fixed, readExact } from "@biaochi/engine";
import { rules, sayComposed } from "@biaochi/words";
import { placeOfFinding, sayDatasetFinding } from "../sentence.ts";
import type { SheetOut } from "../spreadsheet.ts";
import { neutral, numberOrText, type OutCell } from "./neutral.ts";
import type { ResultView } from "./result-view.ts";
import { schemeInWords } from "./scheme-in-words.ts";

type Row = readonly OutCell[];

/** An exact text with four decimals, for a column that people sum up; the exact text stands beside it. */
function rounded(text: string): OutCell {
  const value = readExact(text);
  return numberOrText(value ? fixed(value, 4) : text);
}

/** The columns of results.csv and of the standings, in this order. */
export const resultColumns = [
  "subject",
  "name",
  "type",
  "unit",
  "list",
  "cohort",
  "score",
  "exact",
  "rank",
  "of",
  "grade",
  "band",
  "standing",
  "red-lines",
  "missing",
  "late",
  "exempt",
  "not-applicable",
  "synthetic",
] as const;

export function resultHeader(view: ResultView): Row {
  return resultColumns.map((column) => sayComposed(view.language, `result.${column}`));
}

/** One row for each subject in protocol order. */
export function resultRows(view: ResultView): readonly Row[] {
  const say = (code: string) => sayComposed(view.language, code);
  const synthetic = view.dataset.scheme.synthetic ? say("result.is-synthetic") : "";
  return view.inOrder.map(({ subject, result }) => [
    subject.id,
    subject.name[view.language],
    say(`result.type.${subject.type}`),
    subject.unit ? view.nameOf(subject.unit) : "",
    view.listName(result.list),
    result.cohort ? view.cohortName(result.cohort) : "",
    result.score ?? "",
    result.exact ?? "",
    result.rank ?? "",
    result.of === undefined ? "" : String(result.of),
    result.grade ? view.gradeName(result.grade) : "",
    result.band ? view.bandName(result.band) : "",
    say(`result.standing.${result.standing}`),
    result.redLines.map((hit) => hit.redLine).join("; "),
    result.missing.map((path) => view.pathName(path)).join("; "),
    ...(["late", "exempt", "not-applicable"] as const).map((absence) =>
      result.nodes
        .filter((node) => node.kind === "item" && node.absence === absence)
        .map((node) => view.pathName(node.path))
        .join("; "),
    ),
    synthetic,
  ]);
}

/** Sheet names have at most 31 characters and none of : \ / ? * [ ]; no two are alike. */
export function sheetNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const plain =
      wanted
        .replace(/[:\\/?*[\]]/g, " ")
        .replace(/^'|'$/g, "")
        .trim() || "-";
    for (let count = 1; ; count += 1) {
      const suffix = count === 1 ? "" : ` ${count}`;
      const name = plain.slice(0, 31 - suffix.length) + suffix;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}

/** The first row says so where data are synthetic; then the heading; then the rows, safe to open. */
function sheet(view: ResultView, name: string, header: Row, rows: readonly Row[], widths: readonly number[]): SheetOut {
  const label: readonly Row[] = view.dataset.scheme.synthetic
    ? [[sayComposed(view.language, "result.synthetic-label")]]
    : [];
  const safe = [...label, header, ...rows].map((row) =>
    row.map((cell) => (typeof cell === "string" ? neutral(cell) : cell)),
  );
  return { name, rows: safe, widths, frozen: label.length + 1 };
}

const numeric = new Set(["score", "rank", "of"]);
const asNumbers = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) =>
    row.map((cell, at) =>
      typeof cell === "string" && cell !== "" && numeric.has(resultColumns[at] ?? "") ? numberOrText(cell) : cell,
    ),
  );

function cohortSheets(view: ResultView, free: (wanted: string) => string): readonly SheetOut[] {
  const header = resultHeader(view);
  const rows = asNumbers(resultRows(view));
  const [rank, cohort] = [resultColumns.indexOf("rank"), view.inOrder.map((each) => each.result.cohort)];
  return view.appraisal.cohorts.map((each) => {
    const members = rows.filter((_, at) => cohort[at] === each.cohort);
    const placed = (row: Row): number => (typeof row[rank] === "number" ? Number(row[rank]) : Number.MAX_SAFE_INTEGER);
    return sheet(
      view,
      free(view.cohortName(each.cohort)),
      header,
      members.toSorted((a, b) => placed(a) - placed(b)),
      widths,
    );
  });
}
const widths = [14, 24, 10, 20, 18, 16, 10, 14, 8, 8, 12, 12, 12, 20, 30, 12];

function lostPoints(view: ResultView, name: string): SheetOut {
  const say = (code: string) => sayComposed(view.language, code);
  const header = [
    "subject",
    "name",
    "path",
    "path-name",
    "rule",
    "full",
    "points",
    "lost",
    "lost-exact",
    "absence",
    "why",
    "regain",
    "facts",
  ].map((each) => say(`lost-column.${each}`));
  const explained = new Map(view.explanations.map((each) => [each.subject, each]));
  const rows = view.inOrder.flatMap(({ subject }) =>
    (explained.get(subject.id)?.lost ?? []).map(
      (lost): Row => [
        subject.id,
        subject.name[view.language],
        lost.path,
        view.pathName(lost.path),
        lost.rule,
        rounded(lost.full),
        rounded(lost.points),
        rounded(lost.lost),
        lost.lost,
        lost.absence ? say(`absence.${lost.absence}`) : "",
        rules.why(view.language, lost) ?? "",
        rules.regain(view.language, lost) ?? "",
        lost.facts.slice(0, 50).join(", ") + (lost.facts.length > 50 ? ` … (${lost.facts.length})` : ""),
      ],
    ),
  );
  return sheet(view, name, header, rows, [14, 24, 24, 30, 22, 10, 10, 10, 16, 12, 60, 50, 40]);
}

function quotas(view: ResultView, name: string): SheetOut {
  const header = ["grading", "grade", "group", "members", "share", "places", "taken", "undecided"].map((each) =>
    sayComposed(view.language, `quota.${each}`),
  );
  const rows = view.appraisal.quotas.map(
    (quota): Row => [
      quota.grading,
      view.gradeName(quota.grade),
      view.cohortName(quota.group),
      quota.members,
      quota.share,
      quota.places,
      quota.taken,
      quota.undecided.map((id) => view.nameOf(id)).join("; "),
    ],
  );
  return sheet(view, name, header, rows, [16, 14, 24, 8, 10, 8, 8, 40]);
}

function allocations(view: ResultView, name: string): SheetOut {
  const header = ["allocation", "subject", "name", "claim", "yuan"].map((each) =>
    sayComposed(view.language, `allocation.${each}`),
  );
  const places = new Map(view.inOrder.map(({ subject }, at) => [subject.id, at]));
  const rows = view.appraisal.allocations.flatMap((each) =>
    each.shares
      .toSorted((a, b) => (places.get(a.subject) ?? 0) - (places.get(b.subject) ?? 0))
      .map((share): Row => [each.allocation, share.subject, view.nameOf(share.subject), share.claim, share.fen / 100]),
  );
  return sheet(view, name, header, rows, [16, 14, 24, 16, 14]);
}

function provenance(view: ResultView, name: string): SheetOut {
  const say = (code: string) => sayComposed(view.language, code);
  const { dataset, appraisal } = view;
  const { about } = dataset;
  const title = typeof about.title === "object" ? about.title[view.language] : about.title;
  const rows: Row[] = [
    [
      say("provenance.scheme"),
      `${appraisal.scheme.id} v${appraisal.scheme.version}`,
      dataset.schemeFile,
      dataset.digests.scheme,
    ],
    [say("provenance.facts"), String(appraisal.facts.count), "", dataset.digests.facts],
    [say("provenance.engine"), appraisal.engine, "", ""],
    [say("provenance.period"), appraisal.period, "", ""],
    ...(dataset.asOf ? [[say("provenance.as-of"), dataset.asOf, "", ""]] : []),
    ...(title ? [[say("provenance.title"), title, "", ""]] : []),
    ...(about.source ? [[say("provenance.source"), about.source, "", ""]] : []),
    ...(about.licence ? [[say("provenance.licence"), about.licence, "", ""]] : []),
    ...dataset.files.map(
      (file): Row => [say("provenance.file"), file.file, `${file.encoding}, ${file.bytes}`, file.sha256],
    ),
    ...view.warnings.map(
      (finding): Row => [
        say("severity.warning"),
        placeOfFinding(finding),
        finding.code,
        sayDatasetFinding(view.language, finding),
      ],
    ),
    ...appraisal.findings.map(
      (finding): Row => [say("provenance.run-finding"), finding.code, JSON.stringify(finding.values), ""],
    ),
  ];
  return sheet(
    view,
    name,
    ["what", "value", "detail", "digest"].map((each) => say(`provenance.${each}`)),
    rows,
    [18, 30, 26, 70],
  );
}

/** results.xlsx: standings, one sheet for each cohort, lost points, the scheme in words, quotas, money if any, provenance. */
export function resultSheets(view: ResultView): readonly SheetOut[] {
  const free = sheetNames();
  const name = (code: string) => free(sayComposed(view.language, `sheet.${code}`));
  const words = ["what", "name", "weight", "indicator", "rule", "parameters"].map((each) =>
    sayComposed(view.language, `scheme-words.${each}`),
  );
  const named = {
    standings: name("standings"),
    lost: name("lost-points"),
    scheme: name("scheme"),
    quotas: name("quotas"),
    allocations: name("allocations"),
    provenance: name("provenance"),
  };
  return [
    sheet(view, named.standings, resultHeader(view), asNumbers(resultRows(view)), widths),
    ...cohortSheets(view, free),
    lostPoints(view, named.lost),
    sheet(view, named.scheme, words, schemeInWords(view.dataset.scheme, view.language), [12, 40, 14, 26, 80, 60]),
    quotas(view, named.quotas),
    ...(view.appraisal.allocations.length > 0 ? [allocations(view, named.allocations)] : []),
    provenance(view, named.provenance),
  ];
}

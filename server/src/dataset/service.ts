import { type Exact, monthName, monthOf, type Period, readExact, type Term } from "@biaochi/engine";
import type { Directory } from "./directory.ts";
import type { Findings } from "./finding.ts";
import type { Row } from "./row.ts";

/** A post as the folder tells it. Months count from year 0 and are both inside; `to` of a current post is Infinity. */
export interface Post extends Term {
  readonly row: Row;
  readonly title?: string;
  readonly section?: string;
}

const isWithin = (share: Exact): boolean => share.num > 0n && share.num <= share.den;
const isOverOne = (shares: readonly Exact[]): boolean => {
  const den = shares.reduce((product, share) => product * share.den, 1n);
  return shares.reduce((sum, share) => sum + (share.num * den) / share.den, 0n) > den;
};

/** The posts of each official in order of their first month. Rows that contradict themselves are findings. */
export function readPosts(
  rows: readonly Row[],
  directory: Directory,
  findings: Findings,
): ReadonlyMap<string, readonly Post[]> {
  const posts = new Map<string, Post[]>();
  for (const row of rows) {
    const { cells, file } = row;
    const official = directory.refer(row, "official", "official");
    const unit = directory.refer(row, "unit", "unit");
    const team = directory.refer(row, "team", "team");
    const share = readExact(cells.share ?? "1");
    const [from, to] = [monthOf(cells.from ?? ""), cells.to ? monthOf(cells.to) : Number.POSITIVE_INFINITY];
    const kind = kindOf(cells.kind);
    const error = (code: string, column: string, expected?: string) =>
      findings.add({
        code,
        severity: "error",
        file,
        row: row.row,
        column: row.headers.get(column) ?? column,
        value: cells[column] ?? "",
        ...(expected ? { expected } : {}),
      });
    if (to < from) error("service-backwards", "to", cells.from);
    if (share && !isWithin(share)) error("share-range", "share", "expected.share");
    if (kind === "main" && !cells.roleClass) error("cell-required", "roleClass", "expected.roleClass");
    if (!official || !unit || !share) continue;
    const post: Post = {
      row,
      unit,
      ...(team ? { team } : {}),
      ...(cells.roleClass ? { roleClass: cells.roleClass } : {}),
      ...(cells.title ? { title: cells.title } : {}),
      ...(cells.section ? { section: cells.section } : {}),
      kind,
      from,
      to,
      share,
    };
    const held = posts.get(official);
    if (held) held.push(post);
    else posts.set(official, [post]);
  }
  for (const held of posts.values()) held.sort((a, b) => a.from - b.from);
  return posts;
}

const kindOf = (text: string | undefined): Post["kind"] => (text === "secondment" || text === "acting" ? text : "main");

/** Two main posts in one month are an error; a month of the cycle between two main posts is a warning. */
export function checkMainPosts(posts: readonly Post[], cycle: Period | undefined, findings: Findings): void {
  const main = posts.filter((post) => post.kind === "main");
  let servedTo = Number.NaN;
  for (const post of main) {
    const at = {
      file: post.row.file,
      row: post.row.row,
      column: post.row.headers.get("from") ?? "from",
      value: monthName(post.from),
    };
    const together = main.filter((other) => other.from <= post.from && post.from <= other.to);
    const first = together.find((other) => other !== post);
    if (first && isOverOne(together.map((other) => other.share))) {
      findings.add({
        code: "service-overlap",
        severity: "error",
        ...at,
        values: { first: `${first.row.file}:${first.row.row}` },
      });
    }
    if (post.from > servedTo + 1 && cycle && post.from > cycle.from && servedTo < cycle.to) {
      findings.add({
        code: "service-gap",
        severity: "warning",
        ...at,
        values: { from: monthName(servedTo + 1), to: monthName(post.from - 1) },
      });
    }
    servedTo = Number.isNaN(servedTo) ? post.to : Math.max(servedTo, post.to);
  }
}

import { compare, type Exact, exactOf, plus, readExact } from "../number/exact.ts";
import { checkBody, checkPlace, checkUnits, type Lives, lives } from "./check-units.ts";
import type { Known, RegistryFinding, Report } from "./finding.ts";
import type { Official, Post, Registry } from "./model.ts";
import { daysIn, overlap } from "./months.ts";

const one = exactOf("1");
const zero = exactOf("0");
export const longestName = 200;

/** Everything that is wrong with a registry as a whole, each finding once, in the order of kinds and entries. */
export function checkRegistry(registry: Registry, known: Known): readonly RegistryFinding[] {
  const found = new Map<string, RegistryFinding>();
  const report: Report = (code, kind, id, values = {}, severity = "error") => {
    const finding = { code, severity, kind, id, values };
    const key = JSON.stringify(finding);
    if (!found.has(key)) found.set(key, finding);
  };
  const life = checkUnits(registry, known, report);
  checkOfficials(registry, known, report);
  checkPosts(registry, known, life, report);
  checkHeads(registry.post, report);
  checkRecords(registry, known, report);
  for (const kind of ["unit", "section", "team", "official", "meeting"] as const)
    for (const { id, name } of registry[kind])
      if (Math.max(name["zh-CN"].length, name.en.length) > longestName) report("name-too-long", kind, id);
  return [...found.values()];
}

function checkOfficials(registry: Registry, known: Known, report: Report): void {
  const numbers = new Map<string, string>();
  for (const { id, since, until, regime, rank, managedBy, staffNumber } of registry.official) {
    if (since && until && until < since) report("dates-backwards", "official", id, { since, until });
    if (regime !== undefined && !known.regimes.has(regime)) report("regime-unknown", "official", id, { regime });
    if (rank !== undefined && !known.ranks.has(rank)) report("rank-unknown", "official", id, { rank });
    if (managedBy !== undefined) checkBody(report, known, "official", { id, since, until }, managedBy);
    if (staffNumber === undefined) continue;
    const first = numbers.get(staffNumber);
    if (first !== undefined) report("staff-number-twice", "official", id, { number: staffNumber, first });
    numbers.set(staffNumber, id);
  }
}

function checkPosts(registry: Registry, known: Known, life: Lives, report: Report): void {
  const people = new Map(registry.official.map((official) => [official.id, official]));
  const sections = new Map(registry.section.map((section) => [section.id, section]));
  const teams = new Map(registry.team.map((team) => [team.id, team]));
  for (const post of registry.post) {
    const { id, since, until, unit, roleClass } = post;
    if (since && until && until < since) report("dates-backwards", "post", id, { since, until });
    checkPlace(report, post, "post", life);
    if (roleClass === undefined && post.kind === "main") report("role-class-absent", "post", id, {}, "warning");
    if (roleClass !== undefined && !known.roleClasses.has(roleClass))
      report("role-class-unknown", "post", id, { roleClass });
    const share = readExact(post.share);
    if (share === undefined || compare(share, zero) <= 0 || compare(share, one) > 0)
      report("share-range", "post", id, { share: post.share });
    for (const [member, all] of [
      ["section", sections],
      ["team", teams],
    ] as const) {
      const named = post[member];
      const its = named === undefined ? undefined : all.get(named);
      if (named === undefined) continue;
      if (its === undefined) report(`${member}-unknown`, "post", id, { [member]: named });
      else if (its.unit !== unit) report(`${member}-elsewhere`, "post", id, { [member]: named, unit: its.unit });
      else if (its.until !== undefined && !lives({ until: its.until }, post))
        report(`${member}-not-then`, "post", id, { [member]: named, until: its.until });
    }
    checkHolder(post, people.get(post.official), report);
  }
  for (const [official, held] of Map.groupBy(registry.post, (post) => post.official))
    checkMainPosts(official, held, report);
}

function checkHolder(post: Post, official: Official | undefined, report: Report): void {
  if (official === undefined) report("official-unknown", "post", post.id, { official: post.official });
  const until = official?.until;
  if (until !== undefined && (post.until === undefined || post.until > until))
    report("official-not-then", "post", post.id, { official: post.official, until });
}

/** On no day more than the whole of a person's work in main posts. */
function checkMainPosts(official: string, posts: readonly Post[], report: Report): void {
  const main = posts.filter(({ kind, share }) => kind === "main" && readExact(share) !== undefined);
  const beginsBefore = (a: Post, b: Post): boolean =>
    a.since === b.since ? a.id < b.id : (a.since ?? "") < (b.since ?? "");
  for (const post of main) {
    const begun = main.filter((other) => other !== post && beginsBefore(other, post) && overlap(other, post));
    const sum = begun.reduce((total: Exact, { share }) => plus(total, exactOf(share)), exactOf(post.share));
    const [first] = begun;
    if (first !== undefined && compare(sum, one) > 0)
      report("two-main-posts", "post", post.id, { official, first: first.id });
  }
}

/** Two heads of one unit on one day, unless each bears a title of their own (书记, 局长). */
function checkHeads(posts: readonly Post[], report: Report): void {
  const heads = posts.filter(({ kind, roleClass }) => kind === "main" && roleClass === "head");
  for (const [unit, held] of Map.groupBy(heads, (post) => post.unit))
    for (const [at, post] of held.entries())
      for (const other of held.slice(0, at)) {
        if (other.official === post.official || !overlap(post, other)) continue;
        if (post.title && other.title && post.title !== other.title) continue;
        report("two-heads", "post", post.id, { unit, first: other.id, official: post.official, other: other.official });
      }
}

/** What is about one person: leave, sanctions, earlier grades; and meetings. */
function checkRecords(registry: Registry, known: Known, report: Report): void {
  const people = new Set(registry.official.map(({ id }) => id));
  const holder = (kind: "leave" | "sanction" | "grade", { id, official }: { id: string; official: string }) => {
    if (!people.has(official)) report("official-unknown", kind, id, { official });
  };
  for (const leave of registry.leave) {
    const { id, since, until, days } = leave;
    holder("leave", leave);
    if (until < since) report("dates-backwards", "leave", id, { since, until });
    else if (days > daysIn(since, until)) report("leave-too-long", "leave", id, { days: String(days), since, until });
  }
  for (const [official, held] of Map.groupBy(registry.leave, (leave) => leave.official))
    for (const [at, leave] of held.entries())
      if (held.slice(0, at).some((other) => overlap(other, leave)))
        report("leave-overlaps", "leave", leave.id, { official }, "warning");
  for (const sanction of registry.sanction) {
    const { id, since, until, kind } = sanction;
    holder("sanction", sanction);
    if (until !== undefined && until < since) report("dates-backwards", "sanction", id, { since, until });
    if (!known.sanctionKinds.has(kind)) report("sanction-unknown", "sanction", id, { kind });
  }
  for (const [official, held] of Map.groupBy(registry.sanction, (sanction) => sanction.official))
    for (const [at, sanction] of held.entries())
      if (held.slice(0, at).some((other) => other.until !== undefined && overlap(other, sanction)))
        report("sanctions-overlap", "sanction", sanction.id, { official }, "warning");
  const grades = new Map<string, string>();
  for (const grade of registry.grade) {
    holder("grade", grade);
    const key = JSON.stringify([grade.official, grade.year, grade.scale]);
    const first = grades.get(key);
    if (first !== undefined)
      report("grade-twice", "grade", grade.id, { official: grade.official, year: String(grade.year), first });
    grades.set(key, grade.id);
  }
  for (const { id, body, day } of registry.meeting)
    checkBody(report, known, "meeting", { id, since: day, until: day }, body);
}

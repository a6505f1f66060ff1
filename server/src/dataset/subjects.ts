import {
  monthOf,
  type Period,
  postAt,
  type Registry,
  type Subject,
  type SubjectType,
  serviceOf,
  serviceOfMerged,
} from "@biaochi/engine";
import type { FactDigest } from "./digest.ts";
import { type Directory, directoryOf } from "./directory.ts";
import type { Findings } from "./finding.ts";
import { checkSpans, lifeOf, type UnitLife } from "./merger.ts";
import { registryOf } from "./registry.ts";
import type { Row, Spoiled } from "./row.ts";
import { checkSections } from "./sections.ts";
import { checkMainPosts, type Post, readPosts } from "./service.ts";

export interface SubjectRows {
  readonly unit: readonly Row[];
  readonly team: readonly Row[];
  readonly official: readonly Row[];
  readonly posts: readonly Row[];
  readonly sections: readonly Row[];
}

/** Everybody of a folder, and the directory by which facts find them. `cycle` is absent when no scheme could be read. */
export function readSubjects(
  rows: SubjectRows,
  when: { readonly cycle: Period | undefined; readonly cutOff: string | undefined },
  spoiled: Spoiled,
  digest: FactDigest,
  findings: Findings,
): { readonly subjects: readonly Subject[]; readonly registry: Registry; readonly directory: Directory } {
  const directory = directoryOf(rows, spoiled, findings);
  const posts = readPosts(rows.posts, directory, findings);
  const cutOff = when.cutOff ? monthOf(when.cutOff) : (when.cycle?.to ?? Number.MAX_SAFE_INTEGER);
  const spans = new Map<string, UnitLife>();
  for (const row of rows.unit) {
    const id = row.cells.id ?? "";
    if (!spans.has(id)) spans.set(id, lifeOf(id, row, directory.refer(row, "successor", "unit")));
  }
  checkSpans(spans, findings);
  for (const held of posts.values()) checkMainPosts(held, when.cycle, findings);
  checkSections(rows, directory, spoiled, findings);

  const subjects = new Map<string, Subject>();
  const add = (row: Row, place: number, type: SubjectType, more: Partial<Subject>) => {
    const { cells } = row;
    const id = cells.id ?? "";
    if (subjects.has(id)) return;
    const zh = cells.name ?? "";
    subjects.set(id, {
      id,
      type,
      name: { "zh-CN": zh, en: cells.nameEn || zh },
      sort: cells.sort ? Number(cells.sort) : place,
      service: [],
      ...more,
      attributes: { ...row.attributes, ...more.attributes },
    });
    digest.subject(type, row, directory);
  };
  const filled = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));

  for (const [at, row] of rows.unit.entries()) {
    const id = row.cells.id ?? "";
    const span = spans.get(id);
    const parent = directory.refer(row, "parent", "unit");
    const { unitType, since, until } = row.cells;
    const existence = span && span.until < cutOff ? "ended" : "current";
    add(row, at + 1, "unit", {
      ...(parent ? { unit: parent } : {}),
      attributes: filled({ unitType, since, until, successor: span?.successor, existence }),
      service: span && when.cycle ? serviceOfMerged(span, [...spans.values()], when.cycle) : [],
    });
  }
  const unitTypeOf = (unit: string | undefined) => (unit ? subjects.get(unit)?.attributes.unitType : undefined);
  for (const [at, row] of rows.team.entries()) {
    const unit = directory.refer(row, "unit", "unit");
    const attributes = filled({ unitType: row.attributes.unitType ?? unitTypeOf(unit) });
    add(row, at + 1, "team", { ...(unit ? { unit } : {}), attributes });
  }
  for (const [at, row] of rows.official.entries()) {
    const held = posts.get(row.cells.id ?? "") ?? [];
    const post = postAt(held, cutOff);
    const place = placeOf(row, post, directory, findings);
    const unitType = row.attributes.unitType ?? unitTypeOf(place.unit);
    add(row, at + 1, "official", {
      ...(place.unit ? { unit: place.unit } : {}),
      ...(place.team ? { team: place.team } : {}),
      attributes: filled({
        regime: row.cells.regime,
        roleClass: place.roleClass,
        title: row.attributes.title ?? post?.title,
        section: place.section,
        unitType,
      }),
      service: when.cycle ? serviceOf(held, when.cycle) : [],
    });
  }
  for (const row of rows.posts) digest.row("posts", row, directory);
  for (const row of rows.sections) digest.row("sections", row, directory);
  return { subjects: [...subjects.values()], registry: registryOf(rows, posts, directory), directory };
}

/** Where an official is at the cut-off: from posts, else from the official's own row. They may not contradict. */
function placeOf(row: Row, post: Post | undefined, directory: Directory, findings: Findings) {
  const own = {
    unit: directory.refer(row, "unit", "unit"),
    team: directory.refer(row, "team", "team"),
    roleClass: row.cells.roleClass || undefined,
    section: row.cells.section || undefined,
  };
  if (!post) {
    if (!own.unit) {
      const column = row.headers.get("id") ?? "id";
      findings.add({
        code: "official-placeless",
        severity: "warning",
        file: row.file,
        row: row.row,
        column,
        value: row.cells.id ?? "",
      });
    }
    return own;
  }
  const there = { unit: post.unit, team: post.team, roleClass: post.roleClass, section: post.section };
  for (const column of ["unit", "team", "roleClass", "section"] as const) {
    if (own[column] === undefined || own[column] === there[column]) continue;
    findings.add({
      code: "post-contradicts",
      severity: "error",
      file: row.file,
      row: row.row,
      column: row.headers.get(column) ?? column,
      value: row.cells[column] ?? "",
      expected: there[column] ?? "",
      values: { post: `${post.row.file}:${post.row.row}` },
    });
  }
  return there;
}

import { type Name, ok, refuse, routes, type SchemePage } from "@biaochi/contract";
import {
  attributeOf,
  attributesOf,
  readPeriod,
  readScheme,
  type Scheme,
  type SchemeFinding,
  type Subject,
  show,
  worthOf,
} from "@biaochi/engine";
import type { z } from "zod";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { rulebookInForce } from "../registry/rulebooks/local-store.ts";
import { unitNames } from "../registry/store.ts";
import { findSubject } from "../registry/subject-store.ts";
import { attributeName } from "./attribute-name.ts";
import { lineDifference } from "./line-difference.ts";
import { listNode } from "./list-node.ts";
import { nodesOf } from "./nodes.ts";
import { findSchemeVersion, listSchemeVersions, schemeOf } from "./store.ts";
import { versionChanges } from "./version-changes.ts";
import { listKinds } from "./worth-store.ts";

export const schemeRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.readSchemeVersion, async (tx, { actor, input }) => {
    const row = await findSchemeVersion(tx, actor.scope, { ...input.params, programme: input.query.programme });
    if (row === undefined) return refuse({ code: "outside-scope" });
    const scheme = schemeOf(row);
    const nameUnit = await unitNames(tx, actor.scope, row.programme);
    const versions = await listSchemeVersions(tx, actor.scope, row.programme);
    const value = {
      programme: row.programme,
      id: row.scheme,
      version: row.version,
      title: row.title,
      digest: row.digest,
      synthetic: row.synthetic,
      cycle: readPeriod(row.cycle)?.id ?? row.cycle,
      effective: { from: row.effective_from, until: row.effective_until },
      recordedAt: row.recorded_at.toISOString(),
      basis: [...(scheme.basis ?? [])],
      versions: versions.filter((each) => each.scheme === row.scheme).map((each) => each.version),
      lists: scheme.lists.map((list) => ({
        id: list.id,
        name: list.name ?? { "zh-CN": list.id, en: list.id },
        type: list.for.type ?? null,
        nodes: nodesOf(scheme, list).map((node) => listNode(scheme, nameUnit, node)),
      })),
      findings: findingsOf(row, await rulebookInForce(tx)),
      redLines: scheme.redLines.map(({ id, name }) => ({ id, name })),
      document: { name: row.name, text: row.document },
    };
    return ok({ value, etag: row.digest });
  }),
  handle<Actor>()(routes.readWorths, async (tx, { actor, input }) => {
    const { list: listId, subject: id, programme } = input.query;
    const row = await findSchemeVersion(tx, actor.scope, { ...input.params, programme });
    const scheme = row && schemeOf(row);
    const list = scheme?.lists.find((each) => each.id === listId);
    if (row === undefined || scheme === undefined || list === undefined) return refuse({ code: "outside-scope" });
    const attributes = attributesOf(scheme, list);
    if (id !== undefined) {
      const subject = await findSubject(tx, actor.scope, row.programme, id);
      if (subject === undefined) return refuse({ code: "outside-scope" });
      return ok({ value: { worths: [worthPage(scheme, list, subject, { key: id, who: [subject.name] })] } });
    }
    const kinds = await listKinds(tx, actor.scope, { programme: row.programme, selector: list.for, attributes });
    const worths = kinds.map((subject) => {
      const values = attributes.map((name) => [name, attributeOf(subject, name)] as const);
      const key = values.map(([name, value]) => `${name}=${value}`).join(";");
      const who = values.flatMap(([name, value]) => (value === "" ? [] : [attributeName(name, value)]));
      return worthPage(scheme, list, subject, { key, who });
    });
    return ok({ value: { worths } });
  }),
  handle<Actor>()(routes.compareSchemeVersions, async (tx, { actor, input }) => {
    const { since, programme } = input.query;
    const after = await findSchemeVersion(tx, actor.scope, { ...input.params, programme });
    const before =
      after &&
      (await findSchemeVersion(tx, actor.scope, { programme: after.programme, scheme: after.scheme, version: since }));
    if (after === undefined || before === undefined) return refuse({ code: "outside-scope" });
    const nameUnit = await unitNames(tx, actor.scope, after.programme);
    return ok({
      value: {
        since,
        changes: versionChanges(schemeOf(before), schemeOf(after), nameUnit),
        lines: lineDifference(before.document, after.document).map((line) => ({ ...line })),
      },
    });
  }),
];

function worthPage(
  scheme: Scheme,
  list: Scheme["lists"][number],
  subject: Subject,
  about: { key: string; who: Name[] },
) {
  const worth = worthOf(scheme, list, subject);
  const written = [...worth].map(([path, points]) => [path, points === undefined ? null : show(points)] as const);
  const { "": full = null, ...nodes } = Object.fromEntries(written);
  return { ...about, full, nodes };
}

const read = new Map<string, readonly SchemeFinding[]>();

/** What the linter says about a recorded document, also beside the rules in force here. A document never changes; these do. */
function findingsOf(
  row: { readonly document: string; readonly digest: string },
  { rulebook, key }: Awaited<ReturnType<typeof rulebookInForce>>,
): z.input<typeof SchemePage>["findings"] {
  const both = `${row.digest} ${key}`;
  const known = read.get(both) ?? readScheme(row.document, { rulebook }).findings;
  if (read.size >= 16) read.clear();
  read.set(both, known);
  return known.map(({ code, severity, line, values, names, expected, found }) => ({
    ...{ code, severity, line, ...(names === undefined ? {} : { names }) },
    values: { ...values, ...(expected === undefined ? {} : { expected }), ...(found === undefined ? {} : { found }) },
  }));
}

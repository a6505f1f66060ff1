import type { OutputOf, routes } from "@biaochi/contract";
import { attributeOf, attributesOf, readScheme, type Scheme, type SchemeFinding, show } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { unitNames } from "../../registry/store.ts";
import { findSubject } from "../../registry/subject-store.ts";
import {
  attributeName,
  countedKinds,
  listNode,
  nodesOf,
  ownList,
  shownThermometer,
  together,
  weighed,
} from "../../schemes/lists-store.ts";
import { targetsOf } from "./target-store.ts";

type Preview = OutputOf<(typeof routes)["previewScheme"]>;
type List = Scheme["lists"][number];

/** More kinds than these would not be told apart by anybody; the thermometer counts up to so many. */
const mostKinds = 400;
const mostShown = 40;

/** What a text would mean as a scheme of a programme. Nothing is saved, and nothing but the text decides. */
export async function previewOf(
  tx: Transaction,
  scope: Scope,
  {
    programme,
    text,
    subject,
  }: { readonly programme: string; readonly text: string; readonly subject?: string | undefined },
): Promise<Preview> {
  const { scheme, findings } = readScheme(text);
  const found = findings.map(findingSent);
  if (scheme === undefined) return { findings: found, lists: [], thermometer: null, own: null };
  const nameUnit = await unitNames(tx, scope, programme);
  const lists = [];
  for (const [at, list] of scheme.lists.entries()) {
    const attributes = attributesOf(scheme, list);
    const which = { programme, selector: list.for, attributes, named: namedIn(scheme, list), most: mostKinds };
    const before = scheme.lists.slice(0, at).map((each) => each.for);
    lists.push({ attributes, ...weighed(scheme, list, await countedKinds(tx, scope, which, before)) });
  }
  const who = subject === undefined ? undefined : await findSubject(tx, scope, programme, subject);
  const targets = who === undefined ? [] : await targetsOf(tx, scope, programme, who.id);
  return {
    findings: found,
    lists: lists.map(({ list, attributes, kinds }) => ({
      id: list.id,
      name: list.name ?? { "zh-CN": list.id, en: list.id },
      type: list.for.type ?? null,
      nodes: nodesOf(scheme, list).map((node) => listNode(scheme, nameUnit, node)),
      worths: kinds.slice(0, mostShown).map(({ kind, worths, thermometer }) => {
        const values = attributes.map((name) => [name, attributeOf(kind.subject, name)] as const);
        const { "": full = null, ...nodes } = Object.fromEntries(
          [...worths].map(([path, points]) => [path, points === undefined ? null : show(points)]),
        );
        return {
          key: values.map(([name, value]) => `${name}=${value}`).join(";"),
          who: values.flatMap(([name, value]) => (value === "" ? [] : [attributeName(name, value)])),
          ...{ full, nodes, subjects: kind.n, thermometer: shownThermometer(thermometer) },
        };
      }),
      thermometer: together([{ list, kinds }]),
    })),
    thermometer: together(lists),
    own:
      (who &&
        ownList(
          scheme,
          who,
          nameUnit,
          targets.map((each) => ({ ...each })),
        )) ??
      null,
  };
}

const findingSent = ({ code, severity, line, path, values, names, expected, found }: SchemeFinding) => ({
  ...{ code, severity, line, path, ...(names === undefined ? {} : { names }) },
  values: { ...values, ...(expected === undefined ? {} : { expected }), ...(found === undefined ? {} : { found }) },
});

type Selector = List["for"];

/** Subjects that conditions inside a list name one by one. */
function namedIn(scheme: Scheme, list: List): readonly string[] {
  const selectors = nodesOf(scheme, list).flatMap(({ node }): readonly (Selector | undefined)[] => [node.for]);
  return [...new Set(selectors.flatMap((each) => [...(each?.subjects ?? []), ...(each?.except ?? [])]))];
}

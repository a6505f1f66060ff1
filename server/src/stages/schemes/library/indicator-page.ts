import { type Outcome, type OutputOf, ok, type Refusal, refuse, type routes } from "@biaochi/contract";
import { checkIndicator, differingFields, type LibraryFinding, nearDuplicates } from "@biaochi/engine/library";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { unitNames } from "../../registry/store.ts";
import { both, indicatorOf, nodesOf } from "../nodes.ts";
import { findSchemeVersion, schemeOf } from "../store.ts";
import { exceptionOf, listExceptions } from "./exception-store.ts";
import { cycleOf, isEqual } from "./indicators.ts";
import { countFacts, schemesNaming } from "./list-store.ts";
import { isLive, type LibraryVersion, listIndicators, listVersions, stateOf } from "./store.ts";

type Page = Omit<OutputOf<typeof routes.readLibraryIndicator>, "mayPropose">;

/** Everything about one indicator. Whoever may see schemes reads it; nothing here is about a person. */
export async function indicatorPage(
  tx: Transaction,
  actor: Actor,
  which: { readonly programme: string; readonly indicator: string },
  day: string,
): Promise<Outcome<Page, Refusal<"not-found">>> {
  const { scope } = actor;
  const { programme } = which;
  const versions = await listVersions(tx, scope, which);
  const [now] = versions;
  if (now === undefined) return refuse({ code: "not-found" });
  const others = (await listIndicators(tx, scope, programme)).filter((each) => isLive(each, day));
  const nameUnit = await unitNames(tx, scope, programme);
  const unit = (id: string | undefined) => (id === undefined ? null : { id, name: nameUnit(id) });
  const near = nearDuplicates(
    now.content,
    others.map(({ content }) => content),
  ).slice(0, 10);
  const cycle = await cycleOf(tx, scope, programme, day);
  const exceptions = await listExceptions(tx, actor, programme, which.indicator);
  return ok({
    ...{ programme, indicator: now.content, version: now.version, state: stateOf(now, day) },
    ...{ owner: unit(now.content.owner), dataOwner: unit(now.content.dataOwner) },
    versions: versions.map((each, i) => versionOf(each, versions[i + 1])),
    usedBy: await usedBy(tx, actor, which, now),
    facts: await countFacts(tx, scope, which),
    near: near.map(({ indicator, score, verdict, reasons }) => ({
      ...{ id: indicator.id, name: indicator.name, percent: Math.round(score * 100) },
      verdict: verdict === "same" ? ("same" as const) : ("like" as const),
      reasons: reasons.map(({ code, values }) => ({ code, values: named(values, nameUnit) })),
    })),
    findings: checkIndicator(now.content, { day, cycle }).map(findingOf),
    exceptions: exceptions.map((each) => exceptionOf(each, scope, day)),
  });
}

/** A unit is told by its name. */
const named = (values: Readonly<Record<string, string>>, nameUnit: (id: string) => { "zh-CN": string }) => ({
  ...values,
  ...(values.owner === undefined ? {} : { owner: nameUnit(values.owner)["zh-CN"] }),
});

export const findingOf = ({ code, level, values, other }: LibraryFinding) => ({
  ...{ code, level, values: { ...values }, other: other ?? null },
});

function versionOf(each: LibraryVersion, before: LibraryVersion | undefined): Page["versions"][number] {
  const fields = [...new Set([...Object.keys(each.content), ...Object.keys(before?.content ?? {})])];
  const fieldOf = (of: LibraryVersion, field: string) => of.content[field as keyof LibraryVersion["content"]];
  return {
    ...{ version: each.version, by: { id: each.author, name: each.author_name }, day: each.day, reason: each.reason },
    ...{ document: each.document, isEnded: each.is_ended, isTakenOver: each.is_taken_over },
    changed:
      before === undefined ? [] : fields.filter((field) => !isEqual(fieldOf(each, field), fieldOf(before, field))),
  };
}

async function usedBy(
  tx: Transaction,
  { scope }: Actor,
  which: { readonly programme: string; readonly indicator: string },
  now: LibraryVersion,
): Promise<Page["usedBy"]> {
  const found: Page["usedBy"] = [];
  for (const use of await schemesNaming(tx, scope, which)) {
    const row = await findSchemeVersion(tx, scope, { programme: which.programme, ...use });
    const scheme = row && schemeOf(row);
    const indicator = scheme?.indicators.find(({ id }) => id === which.indicator);
    if (scheme === undefined || indicator === undefined) continue;
    const lists = scheme.lists.filter((list) =>
      nodesOf(scheme, list).some(({ node }) => "item" in node && indicatorOf(scheme, node)?.id === which.indicator),
    );
    found.push({
      ...{ scheme: use.scheme, version: use.version, title: use.title },
      lists: lists.map(({ id, name }) => ({ id, name: name ?? both(id) })),
      differs: [...differingFields(indicator, now.content)],
    });
  }
  return found;
}

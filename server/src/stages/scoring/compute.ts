import { createHash } from "node:crypto";
import { type Appraisal, exactOf, type Facts, minus, type NodeResult, show } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { factLines, readFacts } from "../intake/store.ts";
import { subjectsAsOf } from "../registry/derived-store.ts";
import { isAgainstFull } from "./largest-loss.ts";

/** `cycle`: of the scheme, for a programme whose registry knows more than one. */
export type FactsAt = { readonly programme: string; readonly recording: number; readonly cycle?: string | undefined };

/** Everything the engine is told about a programme as of a recording, with its digest. */
export async function loadFacts(client: ClientBase, at: FactsAt, onRow?: () => void): Promise<Facts> {
  const subjects = await subjectsAsOf(client, at);
  return { subjects, ...(await readFacts(client, at, onRow)) };
}

function* lines(facts: Facts): Iterable<string> {
  for (const { service, ...subject } of facts.subjects)
    yield JSON.stringify(["subject", subject, service.map(({ share, ...rest }) => ({ ...rest, share: show(share) }))]);
  yield* factLines(facts);
}

/** SHA-256 over one line per subject and fact, in the order in which they are read: protocol order, then identifiers. */
export function digestOfFacts(facts: Facts): string {
  const whole = createHash("sha256");
  for (const line of lines(facts)) whole.update(line).update("\n");
  return whole.digest("hex");
}

/** SHA-256 over everything that a run answers. */
export function digestOfAppraisal(appraisal: Appraisal): string {
  const { results, cohorts, quotas, allocations, findings, period } = appraisal;
  const whole = createHash("sha256");
  for (const result of results) whole.update(JSON.stringify(result)).update("\n");
  return whole.update(JSON.stringify([period, cohorts, quotas, allocations, findings])).digest("hex");
}

const nodeKinds = [
  "block",
  "item",
  "deduction",
  "bonus",
  "limit",
  "opening",
] as const satisfies readonly NodeResult["kind"][];

/** A kind of node as it stands in the database; red lines and whatever is unknown are limits. */
export const nodeKindOf = (text: string): NodeResult["kind"] => nodeKinds.find((each) => each === text) ?? "limit";

/** What was lost at a node: full marks not reached, or what a deduction, a floor or a red line took. Negative: gained. */
export function lossAt(node: Pick<NodeResult, "path" | "kind" | "full" | "points">): string {
  const points = exactOf(node.points ?? "0");
  return show(isAgainstFull(node) ? minus(exactOf(node.full), points) : minus(exactOf("0"), points));
}

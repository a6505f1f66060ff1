import { createHash } from "node:crypto";
import { type Appraisal, exactOf, type Facts, minus, type NodeResult, type SubjectResult, show } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { factLines, readFacts } from "../intake/store.ts";
import { readSubjects } from "../registry/store.ts";

export type FactsAt = { readonly programme: string; readonly recording: number };

/** Everything the engine is told about a programme as of a recording, with its digest. */
export async function loadFacts(client: ClientBase, at: FactsAt, onRow?: () => void): Promise<Facts> {
  const subjects = await readSubjects(client, at);
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

/** What was lost at a node: full marks not reached, or what a deduction, a floor or a red line took. Negative: gained. */
export function lossAt(node: Pick<NodeResult, "path" | "kind" | "full" | "points">): string {
  const points = exactOf(node.points ?? "0");
  const isAgainstFull =
    node.kind === "item" || node.kind === "block" || node.kind === "opening" || node.path.endsWith("#absent");
  return show(isAgainstFull ? minus(exactOf(node.full), points) : minus(exactOf("0"), points));
}

/** The node, other than a block, where most was lost. */
export function largestLossOf(result: SubjectResult): readonly [string, string] | undefined {
  let largest: readonly [string, string] | undefined;
  for (const node of result.nodes) {
    if (node.kind === "block") continue;
    const lost = lossAt(node);
    const isLarger = minus(exactOf(lost), exactOf(largest?.[1] ?? "0")).num > 0n;
    if (isLarger) largest = [node.path, lost];
  }
  return largest;
}

import type { Change, Role } from "@biaochi/contract";
import { type Explanation, explain, type Scheme, type Subject, startRun } from "@biaochi/engine";
import type { ClientBase } from "pg";
import type { z } from "zod";
import type { Database } from "../../platform/database.ts";
import type { BlockFinding } from "../intake/block-store.ts";
import { schemeOf } from "../schemes/store.ts";
import type { FactsAt } from "./compute.ts";
import { continueFacts, factsForExplaining, type HeldFacts, readHeldFacts } from "./held-facts.ts";
import { type Memory, makeMemory } from "./memory.ts";
import { type FactEdit, previewOf } from "./preview.ts";
import { sightOf } from "./visibility.ts";

/** What a run was computed from. */
export type ComputedFrom = {
  readonly programme: string;
  readonly recording: number;
  readonly scheme: string;
  readonly version: number;
  readonly period: string;
};

export type Explained = {
  /** Of the asked subjects that a list is for, in protocol order. */
  readonly explanations: readonly Explanation[];
  /** Everybody whom the explanation names. */
  readonly subjects: readonly Subject[];
};

/** What a run was computed from, as a desk is asked. */
export const computedFrom = ({ programme, recording, scheme, version, period }: ComputedFrom): ComputedFrom => ({
  ...{ programme, recording, scheme, version, period },
});

export type Previewed = readonly z.input<typeof Change>[];

/**
 * Whoever computes: explanations, and what a correction would do. Answers only values that can be sent from one thread to
 * another; nothing is saved.
 */
export type ScoringDesk = {
  explain(from: ComputedFrom, subjects: readonly string[]): Promise<Explained>;
  /** Whose result would differ if one fact were another, as somebody with this role may see it. */
  preview(from: ComputedFrom, edit: FactEdit, roles: readonly Role[]): Promise<Previewed>;
};

/**
 * A desk in the thread of whoever asks. Facts that it has read stay in `memory`; `onFindings` is told what a reading found
 * wrong with their blocks.
 */
export function openDesk(
  database: Database,
  memory: Memory = makeMemory(),
  onFindings: (findings: readonly BlockFinding[]) => void = () => undefined,
): ScoringDesk {
  const reading = new Map<string, Promise<HeldFacts>>();

  /** Two readers who ask for the same facts at once wait for one reading of them. */
  async function factsAt(client: ClientBase, { programme, recording, cycle }: FactsAt): Promise<HeldFacts> {
    const at = { programme, recording, cycle };
    const known = memory.facts(at);
    if (known !== undefined) return known;
    const key = JSON.stringify([programme, recording, cycle]);
    const begun = reading.get(key) ?? readNow(client, at);
    reading.set(key, begun);
    try {
      return await begun;
    } finally {
      reading.delete(key);
    }
  }

  /** From what is held, where nothing but observations differs: that is quick, and need not be kept. */
  async function readNow(client: ClientBase, at: FactsAt): Promise<HeldFacts> {
    const near = memory.newestFacts(at.programme);
    const continued = near && (await continueFacts(client, near, at));
    const held = continued ?? (await readHeldFacts(client, at));
    onFindings(held.findings);
    if (continued === undefined) memory.keepFacts(held);
    return held;
  }

  return {
    explain: (from, subjects) =>
      database.withConnection(async (client) => {
        await heedErasures(client, memory);
        const { scheme } = await readScheme(client, from);
        const at = { ...from, cycle: scheme.cycle };
        const facts = await factsForExplaining(client, await factsAt(client, at), subjects);
        const explanations = explain(scheme, facts, { period: from.period, subjects: [...subjects] });
        return { explanations, subjects: namedBy(facts.subjects, subjects, explanations) };
      }),
    preview: (from, edit, roles) =>
      database.withConnection(async (client) => {
        await heedErasures(client, memory);
        const { programme, period } = from;
        const { scheme, digest: schemeDigest } = await readScheme(client, from);
        const held = await factsAt(client, { ...from, cycle: scheme.cycle });
        const warm = memory.warm({ programme, schemeDigest, period });
        const isWarm = warm !== undefined && warm.held.digest === held.digest;
        const before = isWarm ? warm.run : startRun(scheme, held.facts, { period });
        return previewOf(before, held.facts, period, edit, sightOf(roles));
      }),
  };
}

/** Facts change in no other way: what is held of them is thrown away whenever something was erased. */
export async function heedErasures(client: ClientBase, memory: Pick<Memory, "heed">): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from erasure where done_at is not null",
  );
  memory.heed(rows[0]?.n ?? 0);
}

async function readScheme(
  client: ClientBase,
  { programme, scheme, version }: ComputedFrom,
): Promise<{ readonly scheme: Scheme; readonly digest: string }> {
  const { rows } = await client.query<{ document: string; digest: string }>(
    "select document, digest from scheme_version where programme = $1 and scheme = $2 and version = $3",
    [programme, scheme, version],
  );
  if (rows[0] === undefined) throw new Error(`no version ${version} of scheme ${scheme} in ${programme}`);
  return { scheme: schemeOf(rows[0]), digest: rows[0].digest };
}

/** The subjects, the places of their service, their successors, and whose scores they carry. */
function namedBy(
  subjects: readonly Subject[],
  asked: readonly string[],
  explanations: readonly Explanation[],
): readonly Subject[] {
  const named = new Set(asked);
  for (const { id, attributes, service } of subjects) {
    if (!asked.includes(id)) continue;
    if (attributes.successor !== undefined) named.add(attributes.successor);
    for (const { unit } of service) named.add(unit);
  }
  for (const { facts } of explanations.flatMap(({ steps, lost }) => [...steps, ...lost]))
    for (const fact of facts) if (fact.startsWith("score:")) named.add(fact.slice("score:".length));
  return subjects.filter((each) => named.has(each.id));
}

const desks = new WeakMap<Database, ScoringDesk>();

/** The desk of whoever computes in the thread that answers requests: commands, and servers without a thread of their own. */
export function deskOn(database: Database): ScoringDesk {
  const known = desks.get(database) ?? openDesk(database);
  desks.set(database, known);
  return known;
}

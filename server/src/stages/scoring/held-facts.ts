import { createHash } from "node:crypto";
import { type Facts, type Observation, type Subject, show } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { type BlockFinding, digestOfPacked, readPacked } from "../intake/block-store.ts";
import { touchedSince } from "../intake/changed-store.ts";
import { readObservationsOf } from "../intake/narrow-store.ts";
import type { Ordinals } from "../intake/ordinal-store.ts";
import { factLines, readFactsBeside } from "../intake/store.ts";
import { subjectsAsOf } from "../registry/derived-store.ts";
import type { FactsAt } from "./compute.ts";

/** The facts of a programme as of a recording, as they are computed from: observations by block. */
export type HeldFacts = {
  readonly at: FactsAt;
  readonly facts: Facts;
  readonly count: number;
  /** Of observations alone. */
  readonly observations: number;
  readonly digest: string;
  /** Per block of observations, by its key. */
  readonly blockDigests: ReadonlyMap<string, string>;
  readonly blockCounts: ReadonlyMap<string, number>;
  readonly ordinals: Ordinals;
  /** Of subjects and all other facts. */
  readonly besideDigest: string;
  /** Blocks that this reading found damaged or absent, and made again from the narrow rows. */
  readonly findings: readonly BlockFinding[];
};

/** SHA-256 over a line per subject and fact, in the order in which they are read: protocol order, then identifiers. */
function digestBeside(facts: Facts): string {
  const whole = createHash("sha256");
  for (const { service, ...subject } of facts.subjects) {
    const served = service.map(({ share, ...rest }) => ({ ...rest, share: show(share) }));
    whole.update(`${JSON.stringify(["subject", subject, served])}\n`);
  }
  for (const line of factLines({ ...facts, observations: [] })) whole.update(`${line}\n`);
  return whole.digest("hex");
}

/** The digest that a run has on record: of the blocks of observations, of everything beside them, and their form. */
const digestOf = (blocks: ReadonlyMap<string, string>, beside: string): string =>
  `b1:${createHash("sha256")
    .update(`${digestOfPacked(blocks)}\n${beside}\n`)
    .digest("hex")}`;

const countBeside = ({ subjects: _, packed: __, observations: ___, ...lists }: Facts): number =>
  Object.values(lists).reduce((sum, list) => sum + list.length, 0);

type Group = { readonly indicator: string; readonly period: string };
const keyOf = ({ indicator, period }: Group): string => `${indicator}\n${period}`;

/** Everything that the engine is told about a programme as of a recording. */
export async function readHeldFacts(client: ClientBase, at: FactsAt, onRow?: () => void): Promise<HeldFacts> {
  const subjects = await subjectsAsOf(client, at);
  const beside = await readFactsBeside(client, at, onRow);
  const { packed, observations, count, counts, digests, findings, ordinals } = await readPacked(client, at, subjects);
  const facts: Facts = { ...beside, subjects, observations, packed };
  const besideDigest = digestBeside(facts);
  return {
    ...{ at, facts, observations: count, count: count + countBeside(facts), findings },
    ...{ blockDigests: digests, blockCounts: counts, ordinals, besideDigest, digest: digestOf(digests, besideDigest) },
  };
}

/**
 * The facts as of another recording, from those that are held and what was recorded between the two. Blocks that nothing
 * touched stay the same objects, so that the engine sees at once what changed. Undefined where more than observations
 * changed: then everything is read.
 */
export async function continueFacts(
  client: ClientBase,
  held: HeldFacts,
  { recording: to, cycle }: Pick<FactsAt, "recording" | "cycle">,
): Promise<HeldFacts | undefined> {
  const { programme, recording: from } = held.at;
  const at: FactsAt = { programme, recording: to, cycle };
  if (cycle !== held.at.cycle) return undefined;
  if (to === from) return held;
  const touched = await touchedSince(client, programme, { from: Math.min(from, to), to: Math.max(from, to) });
  if (touched.subjects || touched.others.length > 0) return undefined;
  const keys = new Set(touched.cells.map(keyOf));
  if (keys.size === 0) return { ...held, at, findings: [] };
  const { subjects, packed } = held.facts;
  const read = await readPacked(client, at, subjects, { keys, ordinals: held.ordinals });
  const isTouched = (each: Group) => keys.has(keyOf(each));
  const known = new Map((packed?.blocks ?? []).map((block) => [keyOf(block), block]));
  const isSame = (key: string) => held.blockDigests.get(key) === read.digests.get(key);
  const fresh = read.packed.blocks.map((block) => (isSame(keyOf(block)) ? (known.get(keyOf(block)) ?? block) : block));
  const blocks = [...(packed?.blocks ?? []).filter((block) => !isTouched(block)), ...fresh];
  // What is the same object did not change: the engine looks at nothing else.
  const isAsideSame = read.observations.length === 0 && !held.facts.observations.some(isTouched);
  const observationsAside = isAsideSame
    ? held.facts.observations
    : [...held.facts.observations.filter((each) => !isTouched(each)), ...read.observations];
  const slotOf = packed?.slotOf ?? read.packed.slotOf;
  const facts: Facts = {
    ...held.facts,
    observations: observationsAside,
    packed: { blocks, ...(slotOf === undefined ? {} : { slotOf }) },
  };
  const blockDigests = replaced(held.blockDigests, keys, read.digests);
  const blockCounts = replaced(held.blockCounts, keys, read.counts);
  const observations = blockCounts.values().reduce((sum, count) => sum + count, 0);
  return {
    ...{ at, facts, observations, count: observations + countBeside(facts), findings: read.findings },
    ...{ blockDigests, blockCounts, ordinals: read.ordinals },
    ...{ besideDigest: held.besideDigest, digest: digestOf(blockDigests, held.besideDigest) },
  };
}

/** With what was read now in place of what was there under these keys. */
const replaced = <T>(held: ReadonlyMap<string, T>, keys: ReadonlySet<string>, now: ReadonlyMap<string, T>) =>
  new Map([...[...held].filter(([key]) => !keys.has(key)), ...now]);

/** Everybody whose facts can be named in the explanations of these: themselves, where they served, whom they belong to. */
function concerned(subjects: readonly Subject[], asked: readonly string[]): ReadonlySet<string> {
  const named = new Set(asked);
  const own = new Map(subjects.filter(({ id }) => named.has(id)).map((each) => [each.id, each]));
  for (const { unit, team, service } of own.values())
    for (const place of [unit, team, ...service.flatMap((each) => [each.unit, each.team])])
      if (place !== undefined) named.add(place);
  for (const { id, unit, team, type } of subjects) {
    const above = own.get(unit ?? "");
    if (above !== undefined && (type === "unit" || above.type === "team")) named.add(id);
    else if (own.has(team ?? "")) named.add(id);
  }
  return named;
}

/**
 * The facts for explaining some subjects: over the blocks lie the single observations, with their identifiers, of everybody
 * whom the explanations can name.
 */
export async function factsForExplaining(
  client: ClientBase,
  held: HeldFacts,
  subjects: readonly string[],
): Promise<Facts> {
  const { facts, at } = held;
  const named = concerned(facts.subjects, subjects);
  const single: readonly Observation[] = await readObservationsOf(client, at, [...named]);
  return { ...facts, observations: [...facts.observations.filter(({ subject }) => !named.has(subject)), ...single] };
}

import {
  type BodyLife,
  checkRegistry,
  type Edition,
  knownIn,
  newFindings,
  periodOf,
  type Registry,
  type RegistryFinding,
  withEdition,
} from "@biaochi/engine";
import type { ClientBase } from "pg";
import { onConnection, openRecording } from "../../../platform/recordings.ts";
import { derivedChanges, saveDerived } from "../derived-store.ts";
import { askOn, type NewEdition, saveEdition } from "../edition-store.ts";

export type RecordQuestion = {
  readonly programme: string;
  readonly registry: Registry;
  readonly edition: Edition;
  readonly about: NewEdition;
  readonly name: string;
  readonly author: string;
  readonly reason: string;
  readonly digest?: string;
};

/**
 * Puts an edition that was planned on the whole registry on record as one recording, with the subjects that follow from it. Part
 * of the client's transaction, which holds the lock of recordings.
 */
export async function recordWhole(
  client: ClientBase,
  question: RecordQuestion,
): Promise<{ readonly recording: number }> {
  const { programme, registry, edition, about, name, author, reason, digest } = question;
  const ask = askOn(client);
  const opened = await openRecording(onConnection(client), {
    ...{ programme, kind: "registry", name, author, reason },
    ...(digest === undefined ? {} : { digest }),
  });
  const at = { programme, recording: opened.id };
  const { unit = [], team = [], official = [] } = edition.withdrawn ?? {};
  const spans = new Map(registry.unit.map((span) => [span.id, span.unit]));
  const withdrawn = [...unit.flatMap((id) => spans.get(id) ?? []), ...team, ...official];
  const when = { cycle: periodOf(about.cycle), cutOff: about.cutOff };
  const changes = await derivedChanges(ask, at, withEdition(registry, edition), when, { withdrawn });
  await saveEdition(ask, at, edition, about);
  await saveDerived(ask, at, changes);
  return { recording: opened.id };
}

/** What an edition makes wrong that was not wrong before. */
export function wrongBy(registry: Registry, edition: Edition, bodies: readonly BodyLife[]): readonly RegistryFinding[] {
  const known = knownIn(registry, bodies);
  return newFindings(checkRegistry(registry, known), checkRegistry(withEdition(registry, edition), known));
}

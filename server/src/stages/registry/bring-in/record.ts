import {
  checkRegistry,
  deriveSubjects,
  type Edition,
  knownIn,
  newFindings,
  readPeriod,
  type Registry,
  type RegistryFinding,
  type Subject,
  withEdition,
} from "@biaochi/engine";
import type { ClientBase } from "pg";
import { onConnection, openRecording } from "../../../platform/recordings.ts";
import { askOn, type NewEdition, saveEdition } from "../edition-store.ts";
import { saveSubjects } from "../store.ts";
import { isSame } from "./build.ts";

export type Recorded = { readonly recording: number; readonly subjects: number };
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

/** Subjects whose description an edition changes; a subject that is nobody's any more keeps its last one. */
function changedSubjects({ registry, edition, about }: RecordQuestion): readonly Subject[] {
  const cycle = readPeriod(about.cycle);
  if (cycle === undefined) throw new Error(`no cycle ${about.cycle}`);
  const when = { cycle, cutOff: about.cutOff };
  const before = new Map(deriveSubjects(registry, when).map((subject) => [subject.id, subject]));
  return deriveSubjects(withEdition(registry, edition), when).filter(
    (subject) => !isSame(before.get(subject.id), subject),
  );
}

/** Puts an edition on record as one recording, with the subjects that it changes. Part of the client's transaction. */
export async function recordEdition(client: ClientBase, question: RecordQuestion): Promise<Recorded> {
  const { programme, edition, about, name, author, reason, digest } = question;
  const recording = await openRecording(onConnection(client), {
    ...{ programme, kind: "registry", name, author, reason },
    ...(digest === undefined ? {} : { digest }),
  });
  const where = { programme, recording: recording.id };
  await saveEdition(askOn(client), where, edition, about);
  const subjects = changedSubjects(question);
  await saveSubjects(client, where, subjects);
  return { recording: recording.id, subjects: subjects.length };
}

/** What an edition makes wrong that was not wrong before. */
export function wrongBy(registry: Registry, edition: Edition, bodies: Iterable<string>): readonly RegistryFinding[] {
  const known = knownIn(registry, bodies);
  return newFindings(checkRegistry(registry, known), checkRegistry(withEdition(registry, edition), known));
}

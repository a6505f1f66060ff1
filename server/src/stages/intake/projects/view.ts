import type { ProjectSeen } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { gates, missingOf } from "./gates.ts";
import {
  listActs,
  listDifficulties,
  listEvents,
  listMilestones,
  listStageEvidence,
  type ProjectRow,
  type Reader,
  withLight,
} from "./project-store.ts";

/** A project as its page shows it: with what the reader may do with it, and what stands before the next stage. */
export async function seenProject(
  tx: Transaction,
  reader: Reader,
  row: ProjectRow,
): Promise<z.input<typeof ProjectSeen>> {
  const { stage, difficulties } = row;
  const milestones = await listMilestones(tx, row, reader.today);
  const evidence = await listStageEvidence(tx, row);
  const openMilestones = milestones.filter(({ done }) => done === null).length;
  const shown = { stage, evidence: evidence.length, openMilestones, openDifficulties: difficulties };
  const gate = gates[stage];
  return {
    ...withLight(row, reader.today),
    ...{ programme: row.programme, version: row.version, figures: row.figures, entered: row.entered },
    plan: milestones.map(({ doneBy: _done, delayBy: _delay, ...milestone }) => milestone),
    troubles: await listDifficulties(tx, reader, row.project),
    evidence,
    acts: await listActs(tx, row.project),
    events: await listEvents(tx, row.project, row.mayKeep || row.mayDecide || reader.person !== undefined),
    gate: gate === undefined ? null : { ...gateSaid(gate), missing: [...missingOf(shown)] },
    ...{ mayKeep: row.mayKeep, mayDecide: row.mayDecide },
  };
}

type Gate = NonNullable<(typeof gates)[keyof typeof gates]>;
const gateSaid = ({ to, isDecided, needsDocument }: Gate) => ({ to, isDecided, needsDocument });

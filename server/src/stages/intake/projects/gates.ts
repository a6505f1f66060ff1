import type { ProjectSeen } from "@biaochi/contract";

export type Stage = ProjectSeen["stage"];
export type Missing = NonNullable<ProjectSeen["gate"]>["missing"][number];

type Gate = {
  readonly to: Exclude<Stage, "arguing">;
  /** What has to be there before it is proposed. */
  readonly needs: readonly Missing[];
  /** By the office or the body in charge; else the owner's word is enough. */
  readonly isDecided: boolean;
  /** The written basis of the decision, with its number. */
  readonly needsDocument: boolean;
};

/** The stages of a project and what lets it pass from each to the next. What is not here cannot happen. */
export const gates: Readonly<Partial<Record<Stage, Gate>>> = {
  arguing: { to: "approved", needs: ["evidence"], isDecided: true, needsDocument: true },
  approved: { to: "under-way", needs: [], isDecided: false, needsDocument: false },
  "under-way": {
    ...{ to: "accepted", needs: ["milestones", "difficulties", "evidence"] },
    ...{ isDecided: true, needsDocument: true },
  },
  accepted: { to: "promoted", needs: [], isDecided: true, needsDocument: false },
};

/** Stages in which days can pass and something can be done about them. */
export const isRunning = (stage: Stage): boolean => stage === "approved" || stage === "under-way";

export type Shown = {
  readonly stage: Stage;
  readonly evidence: number;
  readonly openMilestones: number;
  readonly openDifficulties: number;
};

export function missingOf({ stage, evidence, openMilestones, openDifficulties }: Shown): readonly Missing[] {
  const isMissing = {
    evidence: evidence === 0,
    milestones: openMilestones > 0,
    difficulties: openDifficulties > 0,
  };
  return (gates[stage]?.needs ?? []).filter((need) => isMissing[need]);
}

import { createHash } from "node:crypto";
import { type TrialKind, type TrialResult, trialSpread } from "@biaochi/contract";
import {
  Cancelled,
  covers,
  drawWeights,
  type Facts,
  type KnockedOut,
  knockOuts,
  narrowed,
  periodOf,
  type Run,
  type Scheme,
  startRun,
} from "@biaochi/engine";
import { replayResult } from "./replay.ts";
import { knockOutResult, weightsResult } from "./robustness.ts";
import { summaryOf } from "./summary.ts";

export type TrialQuestion = {
  readonly kind: TrialKind;
  readonly period: string;
  readonly seed: number | null;
  readonly draws: number | null;
  /** The document that is tried, and the version in force. */
  readonly scheme: Scheme;
  readonly base: Scheme;
  readonly facts: Facts;
  /** Whose grade of the period nobody reads now. */
  readonly withheld: ReadonlySet<string>;
};

export type Watch = {
  /** How far it has come; also where others may have their turn. */
  readonly step: (done: number, total: number) => Promise<void>;
  readonly isCancelled: () => boolean;
};

export type Tried = {
  readonly result: TrialResult;
  readonly summary: Readonly<Record<string, number>>;
  readonly digest: string;
};

/** In a city of more people than this only units and teams are drawn. */
const mostPeopleDrawn = 20_000;

/** Next year's document on last year's facts: its cycle is then the one that the version in force says. */
export function onPeriod(scheme: Scheme, base: Scheme, period: string): Scheme {
  return covers(periodOf(scheme.cycle), periodOf(period)) ? scheme : { ...scheme, cycle: base.cycle };
}

/** Runs of one sitting are the same run: what is asked of it next does not compute it again. */
export function makeTrialRuns() {
  let known: { readonly scheme: Scheme; readonly facts: Facts; readonly period: string; readonly run: Run }[] = [];
  return {
    run(scheme: Scheme, facts: Facts, period: string, isCancelled: () => boolean): Run {
      const seen = known.find((each) => each.scheme === scheme && each.facts === facts && each.period === period);
      if (seen !== undefined) return seen.run;
      const run = startRun(scheme, facts, { period, isCancelled });
      known = [...known.slice(-2), { scheme, facts, period, run }];
      return run;
    },
  };
}
export type TrialRuns = ReturnType<typeof makeTrialRuns>;

/** Throws {@link Cancelled} where somebody ends it. Nothing is read or saved. */
export async function computeTrial(question: TrialQuestion, runs: TrialRuns, watch: Watch): Promise<Tried> {
  const result = await resultOf(question, runs, watch);
  const digest = createHash("sha256").update(JSON.stringify(result)).digest("hex");
  return { result, digest, summary: summaryOf(result) };
}

async function resultOf(question: TrialQuestion, runs: TrialRuns, { step, isCancelled }: Watch): Promise<TrialResult> {
  const { kind, period, scheme, base, facts, withheld, seed, draws } = question;
  const check = (): void => {
    if (isCancelled()) throw new Cancelled();
  };
  await step(0, 1);
  check();
  const after = runs.run(scheme, facts, period, isCancelled);
  if (kind === "replay") {
    await step(1, 3);
    check();
    const before = runs.run(base, facts, period, isCancelled);
    await step(2, 3);
    check();
    return replayResult(before, after, withheld);
  }
  if (kind === "weights") {
    if (seed === null || draws === null) throw new Error("draws without a seed");
    const isLarge = facts.subjects.length > mostPeopleDrawn;
    const types = isLarge ? (["unit", "team"] as const) : (["unit", "team", "official"] as const);
    await step(1, 2);
    return weightsResult(after, drawWeights(after, { seed, draws, spread: trialSpread, types, isCancelled }), {
      ...{ seed, draws },
    });
  }
  const small = withoutPeople(after, scheme, facts, period);
  const knocked: KnockedOut[] = [];
  let progress: readonly [number, number] = [0, 1];
  const onProgress = (done: number, total: number): void => {
    progress = [done, total];
  };
  for (const each of knockOuts(small, { isCancelled, progress: onProgress })) {
    knocked.push(each);
    await step(progress[0] + 1, progress[1]);
  }
  return knockOutResult(small, knocked);
}

/** Units and teams alone, where that says the same about them: a scheme could score a unit by its people. */
function withoutPeople(whole: Run, scheme: Scheme, facts: Facts, period: string): Run {
  const small = startRun(scheme, narrowed(facts, ["unit", "team"]), { period });
  const says = (run: Run): readonly string[] =>
    Array.from(run.columns.rows, (row, i) => [run.computing.world.subjects[row], i] as const).flatMap(([subject, i]) =>
      subject === undefined || subject.type === "official"
        ? []
        : [`${subject.id} ${run.columns.score[i]} ${run.columns.rank[i]} ${run.columns.standing[i]}`],
    );
  const [all, few] = [says(whole), says(small)];
  return all.length === few.length && all.every((line, k) => line === few[k]) ? small : whole;
}

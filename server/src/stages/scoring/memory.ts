import type { Run } from "@biaochi/engine";
import type { FactsAt } from "./compute.ts";
import type { HeldFacts } from "./held-facts.ts";
import type { Base } from "./result-difference.ts";
import type { RunOutput } from "./run-output.ts";

/** A finished run with what is needed to go on from it. */
export type WarmRun = {
  readonly programme: string;
  readonly schemeDigest: string;
  readonly period: string;
  readonly held: HeldFacts;
  readonly run: Run;
  readonly output: RunOutput;
  readonly base: Base;
};

/** Facts and one run that are kept for the next question, so that a correction does not begin with 47 million rows. */
export type Memory = {
  facts(at: FactsAt): HeldFacts | undefined;
  /** The facts of the programme, of whatever recording: something to go on from. */
  newestFacts(programme: string): HeldFacts | undefined;
  keepFacts(held: HeldFacts): void;
  warm(question: Pick<WarmRun, "programme" | "schemeDigest" | "period">): WarmRun | undefined;
  keepRun(run: WarmRun): void;
  /** To be told before every question how often something was erased: what was held from before is held no more. */
  heed(erasures: number): void;
  forget(): void;
};

/** Facts that are held together; the newest are held whatever their number. */
const mostFacts = 60_000_000;
const mostSets = 4;

const isAt = (a: FactsAt, b: FactsAt): boolean =>
  a.programme === b.programme && a.recording === b.recording && a.cycle === b.cycle;

export function makeMemory(): Memory {
  let sets: HeldFacts[] = [];
  let warm: WarmRun | undefined;
  let erasures = 0;
  const forget = () => {
    sets = [];
    warm = undefined;
  };
  return {
    facts({ programme, recording, cycle }) {
      const found = sets.find(({ at }) => isAt(at, { programme, recording, cycle }));
      if (found !== undefined) sets = [...sets.filter((each) => each !== found), found];
      return found;
    },
    newestFacts: (programme) =>
      sets.filter(({ at }) => at.programme === programme).toSorted((a, b) => b.at.recording - a.at.recording)[0],
    keepFacts(held) {
      sets = [...sets.filter(({ at }) => !isAt(at, held.at)), held];
      while (sets.length > 1 && (sets.length > mostSets || sets.reduce((sum, { count }) => sum + count, 0) > mostFacts))
        sets.shift();
    },
    warm: ({ programme, schemeDigest, period }) =>
      warm?.programme === programme && warm.schemeDigest === schemeDigest && warm.period === period ? warm : undefined,
    keepRun(run) {
      warm = run;
    },
    heed(count) {
      if (count !== erasures) forget();
      erasures = count;
    },
    forget,
  };
}

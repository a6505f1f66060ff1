import type { DeedProposal, NewDeed } from "@biaochi/contract";

/** A deed as it is being written; an empty text is nothing. */
export type Draft = {
  readonly what: string;
  readonly day: string;
  readonly part: NewDeed["part"];
  /** "2026 goal", as the list of tasks has it. */
  readonly task: string;
  readonly indicator: string;
  readonly mission: string;
  readonly matter: string;
};

export const emptyDraft = (day: string): Draft => ({
  ...{ what: "", day, part: "carried", task: "", indicator: "", mission: "", matter: "" },
});

export const taskKey = ({ cycle, goal }: { readonly cycle: string; readonly goal: string }): string =>
  `${cycle} ${goal}`;

export function bodyOf({ what, day, part, task, indicator, mission, matter }: Draft): NewDeed {
  const at = task.indexOf(" ");
  return {
    ...{ what: what.trim(), day, part },
    ...(at < 0 ? {} : { task: { cycle: task.slice(0, at), goal: task.slice(at + 1) } }),
    ...(indicator === "" ? {} : { indicator }),
    ...(mission === "" ? {} : { mission: Number(mission) }),
    ...(matter.trim() === "" ? {} : { matter: matter.trim() }),
  };
}

/** What facts propose, with the sentence that stands there for it. */
export const bodyOfProposal = ({ day, part, figure }: DeedProposal, what: string): NewDeed => ({
  ...{ what: what.slice(0, 300), day, part, fact: figure.fact },
});

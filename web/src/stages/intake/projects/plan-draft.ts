import type { ProjectPlan, ProjectSeen } from "@biaochi/contract";

/** A plan as it stands in the form: milestones and figures are lines of text. */
export type PlanDraft = {
  readonly name: string;
  readonly official: string;
  readonly cooperating: readonly string[];
  readonly goal: string;
  readonly starts: string;
  readonly ends: string;
  readonly milestones: string;
  readonly figures: string;
};

export const emptyPlan: PlanDraft = {
  ...{ name: "", official: "", cooperating: [], goal: "", starts: "", ends: "", milestones: "", figures: "" },
};

export type Lines<T> = {
  readonly read: readonly T[];
  readonly wrong?: { readonly line: number; readonly found: string };
};

const cells = (line: string): readonly string[] => line.split(/[,，\t]/).map((cell) => cell.trim());

function readLines<T>(text: string, readOne: (cells: readonly string[]) => T | undefined): Lines<T> {
  const read: T[] = [];
  for (const [n, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const one = readOne(cells(line));
    if (one === undefined) return { read, wrong: { line: n + 1, found: line.trim() } };
    read.push(one);
  }
  return { read };
}

/** A day as people write it: 2027-6-3, 2027/06/03, 2027年6月3日. */
function dayOf(text: string): string | undefined {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const said = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${said}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(said) ? said : undefined;
}

export const readMilestones = (text: string): Lines<ProjectPlan["milestones"][number]> =>
  readLines(text, ([name, written, ...more]) => {
    const planned = written === undefined ? undefined : dayOf(written);
    return name && planned !== undefined && more.length === 0 ? { name, planned } : undefined;
  });

export const readFigures = (text: string): Lines<ProjectPlan["figures"][number]> =>
  readLines(text, ([name, value, measure, ...more]) =>
    name && value !== undefined && /^-?\d+(\.\d+)?$/.test(value) && measure && more.length === 0
      ? { name, value, measure }
      : undefined,
  );

export function planOf(draft: PlanDraft): ProjectPlan {
  const { name, official, cooperating, goal, starts, ends, milestones, figures } = draft;
  const [cycle = "", ...rest] = goal.split(" ");
  return {
    ...{ name, official, cooperating: [...cooperating], starts, ends },
    ...(goal === "" ? {} : { goal: { cycle, goal: rest.join(" ") } }),
    figures: [...readFigures(figures).read],
    milestones: [...readMilestones(milestones).read],
  };
}

/** A plan that is made anew begins as the one that holds. */
export const draftOf = ({
  name,
  official,
  cooperating,
  goal,
  starts,
  ends,
  plan,
  figures,
}: ProjectSeen): PlanDraft => ({
  ...{ name, official: official.id, cooperating: cooperating.map(({ id }) => id), starts, ends },
  goal: goal === null ? "" : `${goal.cycle} ${goal.goal}`,
  milestones: plan.map((each) => `${each.name}，${each.planned}`).join("\n"),
  figures: figures.map((each) => `${each.name}，${each.value}，${each.measure}`).join("\n"),
});

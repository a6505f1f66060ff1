import type { Load, TaskObjection, UnitTasks } from "@biaochi/contract";
import type { Asked } from "../../../exchange/doors.ts";
import { isMistyped, sent, spreadText } from "./figures.ts";

/** A unit's list while it is being written: figures are what was typed. */
export const dutyRoles = ["leads", "owns", "carries"] as const;
export type Role = (typeof dutyRoles)[number];
export type DraftPerson = { readonly official: string; readonly role: Role; readonly share: string };
export type DraftDuty = {
  readonly key: number;
  readonly section: string;
  readonly what: string;
  readonly share: string;
  readonly coefficient: string;
  readonly people: readonly DraftPerson[];
};
export type DraftTask = { readonly goal: string; readonly duties: readonly DraftDuty[] };
export type Draft = readonly DraftTask[];
type Task = UnitTasks["tasks"][number];

let keys = 0;
const nextKey = (): number => {
  keys += 1;
  return keys;
};

const dutyOf = ({ section, what, share, coefficient, people }: Task["duties"][number]): DraftDuty => ({
  key: nextKey(),
  ...{ section: section ?? "", what, share: share ?? "", coefficient },
  people: people.map((each) => ({ ...each, share: each.share ?? "" })),
});

export const draftOf = ({ tasks }: UnitTasks): Draft =>
  tasks.map(({ goal, duties }) => ({ goal: goal.id, duties: duties.map(dutyOf) }));

/** As the server takes it: rows in which nothing was written are left out. */
export const bodyOf = (draft: Draft): NonNullable<Asked<"decomposeTasks">["body"]> => ({
  tasks: draft.map(({ goal, duties }) => ({
    goal,
    duties: duties
      .filter(({ what }) => what.trim() !== "")
      .map(({ section, what, share, coefficient, people }) => ({
        section: section === "" ? null : section,
        ...{ what: what.trim(), share: sent(share), coefficient: sent(coefficient) ?? "1" },
        people: people.map(({ official, role, share: own }) => ({
          official,
          role,
          share: role === "carries" ? sent(own) : null,
        })),
      })),
  })),
});

/** Something written that cannot be sent: a figure that is none, or a duty with people and without words. */
export const faultsOf = (draft: Draft): readonly { readonly id: string; readonly code: "figure" | "words" }[] =>
  draft.flatMap(({ duties }) =>
    duties.flatMap(({ key, what, share, coefficient, people }) => [
      ...(isMistyped(share) ? [{ id: `share-${key}`, code: "figure" as const }] : []),
      ...(isMistyped(coefficient) ? [{ id: `coefficient-${key}`, code: "figure" as const }] : []),
      ...people
        .filter((each) => isMistyped(each.share))
        .map(({ official }) => ({ id: `share-${key}-${official}`, code: "figure" as const })),
      ...(what.trim() === "" && (people.length > 0 || share !== "")
        ? [{ id: `what-${key}`, code: "words" as const }]
        : []),
    ]),
  );

export const emptyDuty = (task: Task, name: string, section = ""): DraftDuty => ({
  key: nextKey(),
  ...{
    section,
    what: name,
    share: task.duties.length === 0 && section === "" ? (task.share ?? "") : "",
    coefficient: "1",
    people: [],
  },
});

/** What somebody does by the kind of their post; it can be changed. */
export const roleFor = ({ roleClass }: Pick<Load, "roleClass">): Role =>
  roleClass === "head" ? "leads" : roleClass === "deputy" ? "owns" : "carries";

/** The figure of a duty over those who carry it out, evenly. */
export function shareOut(task: Pick<Task, "aggregation">, duty: DraftDuty): DraftDuty {
  const carriers = duty.people.filter(({ role }) => role === "carries");
  const parts = spreadText(task.aggregation, duty.share, carriers.length);
  return {
    ...duty,
    people: duty.people.map((each) =>
      each.role === "carries" ? { ...each, share: parts[carriers.indexOf(each)] ?? "" } : each,
    ),
  };
}

type Objected = Pick<TaskObjection, "official" | "task" | "what">;

/** The duty that somebody objected to: by its wording, since the list may be another one by now; otherwise by its place. */
function objectedAt(duties: readonly DraftDuty[], { official, task, what }: Objected): number {
  const isTheirs = (duty: DraftDuty | undefined) => duty?.people.some((each) => each.official === official.id) === true;
  const worded = duties.findIndex((duty) => duty.what === what && isTheirs(duty));
  return worded >= 0 || !isTheirs(duties[task.duty]) ? worded : task.duty;
}

/** The duty without the person who objected; whoever else carries it out has the figure between them. */
export function withdrawFrom(
  task: Pick<Task, "aggregation">,
  duties: readonly DraftDuty[],
  objected: Objected,
): readonly DraftDuty[] {
  const at = objectedAt(duties, objected);
  return duties.map((duty, n) =>
    n === at
      ? shareOut(task, { ...duty, people: duty.people.filter(({ official }) => official !== objected.official.id) })
      : duty,
  );
}

/** The part of the person who objected, as it is, to somebody else; on top of what they have of the duty. */
export function giveTo(
  task: Pick<Task, "aggregation">,
  duties: readonly DraftDuty[],
  objected: Objected,
  to: string,
): readonly DraftDuty[] {
  const at = objectedAt(duties, objected);
  return duties.map((duty, n) => {
    if (n !== at) return duty;
    if (duty.people.some(({ official }) => official === to)) return withdrawFrom(task, [duty], objected)[0] ?? duty;
    const people = duty.people.map((each) =>
      each.official === objected.official.id ? { ...each, official: to } : each,
    );
    return { ...duty, people };
  });
}

/** Everybody of the section of a duty, with the part that their post suggests, evenly. */
export function giveToSection(task: Pick<Task, "aggregation">, duty: DraftDuty, people: readonly Load[]): DraftDuty {
  const has = new Set(duty.people.map(({ official }) => official));
  const more = people
    .filter(({ section, official }) => (section ?? "") === duty.section && !has.has(official.id))
    .filter((each) => duty.section !== "" || roleFor(each) === "carries")
    .map((each): DraftPerson => ({ official: each.official.id, role: roleFor(each), share: "" }));
  return shareOut(task, { ...duty, people: [...duty.people, ...more] });
}

/** The figure of a task over its duties, and of each over its people, evenly. */
export function spreadTask(task: Task, duties: readonly DraftDuty[]): readonly DraftDuty[] {
  const parts = spreadText(task.aggregation, task.share ?? "", duties.length);
  return duties.map((duty, n) => shareOut(task, { ...duty, share: parts[n] ?? "" }));
}

/** One duty for each section with its people, evenly; who leads and owns is named, and can be changed. */
export function handToSections(
  task: Task,
  sections: UnitTasks["sections"],
  people: readonly Load[],
  nameOf: (section: UnitTasks["sections"][number]) => string,
): readonly DraftDuty[] {
  const above = people
    .filter((each) => roleFor(each) !== "carries")
    .map((each): DraftPerson => ({ official: each.official.id, role: roleFor(each), share: "" }));
  const heads = above.filter(({ role }) => role === "leads");
  const owners = above.filter(({ role }) => role === "owns");
  const peopled = sections.filter(({ section }) =>
    people.some((each) => each.section === section && roleFor(each) === "carries"),
  );
  const duties = peopled.map((section, n): DraftDuty => {
    const owner = owners[n % Math.max(1, owners.length)];
    const duty = {
      ...emptyDuty(task, nameOf(section), section.section),
      people: [...heads, ...(owner ? [owner] : [])],
    };
    return giveToSection(task, duty, people);
  });
  return spreadTask(task, duties);
}

/** Last cycle's duties of the same goals, with people and sections that are still here; figures as they were. */
export function copiedFrom(draft: Draft, before: UnitTasks, now: UnitTasks): Draft {
  const people = new Set(now.people.map(({ official }) => official.id));
  const sections = new Set(now.sections.map(({ section }) => section));
  return draft.map((task) => {
    const known = before.tasks.find(({ goal }) => goal.id === task.goal);
    if (task.duties.length > 0 || known === undefined) return task;
    const duties = known.duties.map(dutyOf).map((duty) => ({
      ...duty,
      section: sections.has(duty.section) ? duty.section : "",
      people: duty.people.filter(({ official }) => people.has(official)),
    }));
    return { ...task, duties };
  });
}

import type { Places } from "./test-masked-places.ts";

type Ask = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown> | undefined>;

/** How far a project has come: what is done with it in this order, as lines of its acts. */
const steps = {
  proposed: "('proposed', 'approved', null, null, null, 'r', null)",
  approved: "('passed', 'approved', null, null, null, null, 'd')",
  begun: "('begun', 'under-way', null, null, null, 'r', null)",
  done: "('done', null, 1, date '2026-01-04', null, null, null)",
  delay: "('delay-asked', null, 1, date '2026-08-01', 'land', 'r', null)",
} as const;
type Step = keyof typeof steps;
const underWay = ["proposed", "approved", "begun"] as const satisfies readonly Step[];

/** Projects of the first unit where each door lets in. */
export function projectPlaces(one: Ask): Places {
  const made = async (text: string, values: readonly unknown[] = []) => Number((await one(text, values))?.id);
  async function project(acts: readonly Step[] = [], evidence?: "stage" | "milestone"): Promise<number> {
    const id = await made(
      `with p as (insert into project (programme, unit, entered_by) values ('town', 'u1', 'somebody') returning id),
       n as (insert into project_plan (project, version, name, official, starts, ends, made_by)
         select id, 1, 'n', 'u1-p2', '2026-01-01', '2026-12-31', 'somebody' from p),
       m as (insert into project_milestone (project, version, number, name, planned) select id, 1, 1, 'm', '2026-06-30' from p)
       select id from p`,
    );
    for (const act of acts)
      await one(
        `insert into project_act (project, act, stage, milestone, day, cause, reason, document, acted_by)
         select $1::int, v.act, v.stage, v.milestone::text::int, v.day::text::date, v.cause, v.reason, v.document, 'somebody'
         from (values ${steps[act]}) v(act, stage, milestone, day, cause, reason, document) returning id`,
        [id],
      );
    if (evidence !== undefined)
      await one(
        `insert into project_evidence (project, sha256, milestone, stage, name, media_type, size, content, attached_by)
         values ($1, repeat('0', 64), $2, $3, 'a', 'application/pdf', 5, '%PDF-', 'somebody') returning project as id`,
        [id, evidence === "milestone" ? 1 : null, acts.length > 0 ? "under-way" : "arguing"],
      );
    return id;
  }
  const at = (acts: readonly Step[], evidence?: "stage" | "milestone") => async () => ({
    ...{ project: await project(acts, evidence), milestone: 1 },
  });
  const trouble = async () => ({
    difficulty: await made(
      `insert into project_difficulty (project, what, raised_by) values ($1, 'w', 'somebody') returning id`,
      [await project(underWay)],
    ),
  });
  return {
    readProject: at([]),
    readOwnProject: at([...underWay, "done"]),
    takeOwnProjectEvidence: at([]),
    readProjectChoices: { subject: "u1" },
    enterProject: { subject: "u1" },
    planProject: at([]),
    attachProjectEvidence: at([]),
    takeProjectEvidence: at([]),
    proposeProject: at([], "stage"),
    passProject: at(["proposed"]),
    returnProject: at(["proposed"]),
    stopProject: at([]),
    reportMilestone: at(underWay, "milestone"),
    giveMilestoneBack: at([...underWay, "done"]),
    askDelay: at(underWay),
    decideDelay: at([...underWay, "delay"]),
    raiseDifficulty: at(underWay),
    holdDispatch: trouble,
    solveDifficulty: trouble,
  };
}

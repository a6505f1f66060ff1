import { exactOf } from "@biaochi/engine";
import { spread } from "@biaochi/engine/cascade";
import { show } from "@biaochi/engine/exact";
import { sql } from "kysely";
import { type DemoGoal, demoGoals, demoMatters } from "./demo-goals.ts";
import type { Database, Transaction } from "./platform/database.ts";
import type { Actor } from "./platform/identity.ts";
import { wholeCity } from "./platform/scope.ts";
import { findKept } from "./stages/access/account-store.ts";
import { currentSections } from "./stages/registry/section-store.ts";
import { listBarred } from "./stages/schemes/cascade/barred-store.ts";
import { confirmTasks, decompose } from "./stages/schemes/cascade/decompose.ts";
import { listUnits, type UnitRow } from "./stages/schemes/cascade/goal-store.ts";
import { askException, setBarred, setGoal } from "./stages/schemes/cascade/goals.ts";
import {
  type DutyRow,
  listPeople,
  listUnitLists,
  type PersonRow,
  type TaskRow,
} from "./stages/schemes/cascade/list-store.ts";
import { objectToTask } from "./stages/schemes/cascade/task-objections.ts";

const programme = "demo-city";
const days = { objectionDays: 5, handDownDays: 10 };
/** Units whose lists are whole and confirmed, beside that of the demo's head; and one that has only begun. */
const confirmed = ["E01", "L01", "R03", "T01"];
const begun = "P02";

const biaochi: Actor = { id: "biaochi", account: undefined, held: [], roles: [], scope: wholeCity };

/** The day in the demo's city. */
async function today(tx: Transaction): Promise<string> {
  const { rows } = await sql<{
    day: string;
  }>`select ((now() + make_interval(days => coalesce((select day_shift from installation), 0)))
    at time zone 'Asia/Shanghai')::date::text as day`.execute(tx);
  return rows[0]?.day ?? "";
}

function done(
  what: string,
  outcome: { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } },
) {
  if (!outcome.ok) throw new Error(`${what} of a demo was refused: ${outcome.refusal.code}`);
}

/** Which units take a goal on, with figures that close; `off` leaves the last one short, for the page to show. */
function tasksOf(goal: DemoGoal, units: readonly UnitRow[]) {
  const taking = units.filter(({ id, unitType }) => goal.units.includes(id) || goal.types.includes(unitType ?? ""));
  const shares = spread(goal.aggregation, exactOf(goal.target), taking.length, 0).map(show);
  return taking.map(({ id: unit }, n) => ({
    ...{ unit, part: "lead" as const, coefficient: "1", indicator: goal.indicator ?? null, matter: null },
    share: goal.isOff && n === 0 ? show(exactOf(Number(shares[n]) - 2)) : (shares[n] ?? "0"),
  }));
}

/** Sections in turn take the tasks, so that each has one; its people carry, a deputy owns, the head leads. */
function dutiesOf(
  tasks: readonly TaskRow[],
  people: readonly PersonRow[],
  sections: readonly { readonly id: string }[],
) {
  const of = (roleClass: string) => people.filter((each) => each.roleClass === roleClass);
  const head = of("head").slice(0, 1);
  const deputies = of("deputy");
  const inSections = people.filter((each) => each.roleClass === "sectionHead" || each.roleClass === "staff");
  const groups = sections
    .map(({ id }) => ({ section: id as string | null, members: inSections.filter((each) => each.section === id) }))
    .filter(({ members }) => members.length > 0);
  const others = inSections.filter((each) => !groups.some(({ section }) => section === each.section));
  const all =
    others.length > 0 || groups.length === 0
      ? [...groups, { section: null, members: others.length > 0 ? others : people.slice(0, 1) }]
      : groups;
  const perTask = Math.max(1, Math.ceil(all.length / tasks.length));
  let [next, deputy] = [0, 0];
  return tasks.map(({ goal, name, aggregation, share }) => {
    const taking = Array.from({ length: perTask }, () => all[next++ % all.length]).flatMap((each) => each ?? []);
    const shares = share === null ? [] : spread(aggregation, exactOf(share), taking.length, 0).map(show);
    return {
      goal,
      duties: taking.map(({ section, members }, n): DutyRow => {
        const own = shares[n] ?? null;
        const parts = own === null ? [] : spread(aggregation, exactOf(own), members.length, 1).map(show);
        const owner = deputies[deputy++ % Math.max(1, deputies.length)];
        const carriers = members.map(({ id }, i) => ({
          official: id,
          role: "carries" as const,
          share: parts[i] ?? null,
        }));
        const leading = head.filter(({ id }) => n === 0 && !members.some((each) => each.id === id));
        const owning = owner === undefined || members.some(({ id }) => id === owner.id) ? [] : [owner];
        return {
          ...{ section, what: `${name["zh-CN"]}：本科室承担的工作`, share: own, coefficient: "1" },
          people: [
            ...leading.map(({ id }) => ({ official: id, role: "leads" as const, share: null })),
            ...owning.map(({ id }) => ({ official: id, role: "owns" as const, share: null })),
            ...carriers,
          ],
        };
      }),
    };
  });
}

async function handDown(
  tx: Transaction,
  cycle: string,
  {
    unit,
    day,
    isWhole,
    by,
  }: { readonly unit: string; readonly day: string; readonly isWhole: boolean; readonly by: Actor },
): Promise<void> {
  const where = { programme, cycle };
  const [list] = await listUnitLists(tx, wholeCity, { ...where, unit });
  if (list === undefined || list.tasks.length === 0) return;
  const people = await listPeople(tx, wholeCity, programme, { units: [unit], named: [] });
  const sections = await currentSections(tx, wholeCity, programme, unit);
  const tasks = dutiesOf(list.tasks, people, sections);
  const kept = isWhole
    ? tasks
    : tasks
        .slice(0, 2)
        .map((task, n) => (n === 0 ? task : { ...task, duties: task.duties.map((duty) => ({ ...duty, people: [] })) }));
  done("a decomposition", await decompose(tx, by, { ...where, unit }, kept, { ifMatch: "0", day, ...days }));
  if (!isWhole) return;
  done("a list", await confirmTasks(tx, by, { ...where, unit }, { ifMatch: "1", day, ...days }));
}

/** One objection of the demo's official waits for the head's answer. */
async function object(tx: Transaction, cycle: string, day: string): Promise<void> {
  const kept = await findKept(tx, "official", day);
  if (kept?.self == null) return;
  const actor: Actor = {
    ...biaochi,
    id: "official",
    account: { ...kept, programme, unit: null, team: null, roles: [], self: kept.self },
  };
  const [list] = await listUnitLists(tx, wholeCity, { programme, cycle, unit: (await unitOf(tx, kept.self.id)) ?? "" });
  const own = list?.tasks.flatMap(({ goal, duties }) =>
    duties.flatMap(({ people }, duty) =>
      people.some(({ official }) => official === kept.self?.id) ? [{ goal, duty }] : [],
    ),
  )[0];
  if (own === undefined) return;
  const asked = { cycle, ...own, statement: "今年同时借调专班，建议与同科室同志重新分担（演示）" };
  done("an objection", await objectToTask(tx, actor, asked, day));
}

async function unitOf(tx: Transaction, official: string): Promise<string | undefined> {
  const { rows } = await sql<{ unit: string }>`
    select unit from current_subject where programme = ${programme} and id = ${official}`.execute(tx);
  return rows[0]?.unit;
}

/**
 * Goals of the demo's year, invented like everything in it: some units have handed them down and confirmed, one has begun, a
 * goal is carried by nobody, one does not close, and one exception waits. Done once.
 */
export async function handDownDemoGoals(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const day = await today(tx);
    const where = { programme, cycle: day.slice(0, 4) };
    const all = await listUnits(tx, wholeCity, programme);
    // Whoever was merged away has nobody any more.
    const staff = await listPeople(tx, wholeCity, programme, { units: all.map(({ id }) => id), named: [] });
    const units = all.filter(({ id }) => staff.some(({ unit }) => unit === id));
    // Of whatever year: a demo that is started again after New Year has them already.
    if (units.length === 0 || (await listBarred(tx, wholeCity, programme)).length > 0) return;
    for (const { matter, ...barred } of demoMatters(where.cycle))
      done("a matter", await setBarred(tx, biaochi, { programme, matter, ...barred }, { ifMatch: "0" }));
    const source = `${where.cycle}年政府工作报告（虚构）`;
    for (const [sort, goal] of demoGoals.entries()) {
      const { id, name, target, measure, aggregation, matter = null } = goal;
      const said = { name, target, measure, aggregation, source, matter, sort, tasks: tasksOf(goal, units) };
      done("a goal", await setGoal(tx, biaochi, { ...where, goal: id }, said, { ifMatch: "0", day, ...days }));
    }
    const asked = {
      ...where,
      goal: "illegal-building",
      unit: "T05",
      matter: "building-rulings",
      document: `示例办〔${where.cycle}〕7号（虚构）`,
    };
    done(
      "an exception",
      await askException(
        tx,
        { ...biaochi, id: "organiser" },
        { ...asked, reason: "区划调整过渡期，拟由镇先行受理（演示）" },
      ),
    );
    const head = await findKept(tx, "head", day);
    const own = head?.self == null ? undefined : await unitOf(tx, head.self.id);
    if (own !== undefined)
      await handDown(tx, where.cycle, { unit: own, day, isWhole: true, by: { ...biaochi, id: "head" } });
    for (const unit of confirmed.filter((each) => each !== own))
      await handDown(tx, where.cycle, { unit, day, isWhole: true, by: biaochi });
    await handDown(tx, where.cycle, { unit: begun, day, isWhole: false, by: biaochi });
    await object(tx, where.cycle, day);
  });
}

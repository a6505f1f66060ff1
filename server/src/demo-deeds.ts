import { type Role, releases } from "@biaochi/contract";
import { sql } from "kysely";
import { dayAfter } from "./platform/clock.ts";
import type { Database, Transaction } from "./platform/database.ts";
import type { Actor } from "./platform/identity.ts";
import { cityToday } from "./stages/intake/burden/city-day-store.ts";
import { decideDeed, enterDeed, enterOwnDeed } from "./stages/intake/deeds/deeds.ts";
import { saveMembers } from "./stages/intake/deeds/mission-store.ts";
import { listProjectProposals } from "./stages/intake/deeds/project-deeds.ts";

const programme = "demo-city";

type Person = { readonly account: string; readonly official: string; readonly unit: string };

/** Who of the demo acts, as they would through the doors. */
function actorOf({ account, official, unit }: Person, role: Role): Actor {
  const reach =
    role === "official"
      ? ({ kind: "self", programme, self: official, context: [unit] } as const)
      : ({ kind: "units", programme, units: [unit] } as const);
  return { id: account, account: undefined, held: [role], roles: [role], scope: [{ role, reach, releases }] };
}

async function findPeople(tx: Transaction): Promise<ReadonlyMap<string, Person>> {
  const { rows } = await sql<Person>`select a.id as account, a.self as official, s.unit from account a
    join current_subject s on s.programme = a.programme and s.id = a.self
    where a.programme = ${programme} and a.id in ('head', 'official', 'deputy', 'section-head')`.execute(tx);
  return new Map(rows.map((each) => [each.account, each]));
}

function numberOf(outcome: Awaited<ReturnType<typeof enterOwnDeed>>): number {
  if (!outcome.ok) throw new Error(`a deed of the demo was refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** A few deeds of the demo's first unit, at each step of their life, and who is on a task force. Invented; done once. */
export async function addDemoDeeds(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const people = await findPeople(tx);
    const [head, official] = [people.get("head"), people.get("official")];
    const { rows } = await sql`select from deed where programme = ${programme} limit 1`.execute(tx);
    if (head === undefined || official === undefined || rows.length > 0) return;
    const today = await cityToday(tx);
    const enter = (what: string, days: number, part: "led" | "carried" | "assisted") => ({
      ...{ programme, official: official.official, what, day: dayAfter(today, -days), part },
    });
    const self = actorOf(official, "official");
    const chief = actorOf(head, "head");
    const flood = "强降雨夜间值守，按预案转移低洼地带住户，无人员伤亡（虚构）";
    const confirmed = numberOf(
      await enterOwnDeed(tx, self, { ...enter(flood, 20, "carried"), matter: "示例防汛7号" }, today),
    );
    const decided = await decideDeed(tx, chief, { deed: confirmed, act: "confirmed" }, today);
    if (!decided.ok) throw new Error(decided.refusal.code);
    numberOf(
      await enterOwnDeed(tx, self, enter("整理窗口材料清单，办事材料由 9 份减到 5 份（虚构）", 6, "led"), today),
    );
    await addFromProject(tx, self, official, today);
    await addMembers(tx, official, today);
    const person = {
      ...enter("协调完成跨部门联调，系统按期上线（虚构）", 110, "assisted"),
      official: official.official,
    };
    numberOf(await enterDeed(tx, chief, person, today));
  });
}

/** The newest milestone of a project for which the official answers; what else came of it stays proposed. */
async function addFromProject(tx: Transaction, self: Actor, { official }: Person, today: string): Promise<void> {
  const asked = { programme, official, year: Number(dayAfter(today, -43).slice(0, 4)) };
  const proposals = await listProjectProposals(tx, { scope: self.scope, today }, asked);
  const reached = proposals.find(({ milestone }) => milestone !== null);
  if (reached?.milestone === undefined || reached.milestone === null) return;
  const { project, name, milestone, day, part } = reached;
  const what = `负责的项目“${name}”完成节点：${milestone.name}。`;
  numberOf(
    await enterOwnDeed(
      tx,
      self,
      { programme, official, what, day, part, project: { project, milestone: milestone.number } },
      today,
    ),
  );
}

/** Of the task forces that were asked of the unit, the newest. */
async function addMembers(tx: Transaction, { official, unit }: Person, today: string): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select r.id from burden_request r join burden_request_unit u on u.request = r.id and u.unit = ${unit}
    where r.programme = ${programme} and r.kind = 'task-force' and r.asked_on <= ${today}::date
      and not exists (select from burden_withdrawal x where x.request = r.id) order by r.asked_on desc limit 1`.execute(
    tx,
  );
  const [mission] = rows;
  if (mission !== undefined) await saveMembers(tx, { programme, mission: mission.id }, [official], "head");
}

import { type RouteName, roles } from "@biaochi/contract";
import { oneGoal, oneMatter } from "./test-cascade.ts";
import type { City } from "./test-masked-city.ts";
import { giveAddresses } from "./test-masked-mail.ts";
import type { Place } from "./test-permission-rows.ts";
import { waitingIn } from "./test-waiting.ts";

/** What a door of the keepers is asked about, beside what the matrix names. */
export type MaskedPlace = Partial<Place> & {
  readonly session?: number;
  readonly recovery?: number;
  readonly link?: number;
  readonly change?: number;
  readonly account?: string;
  readonly goal?: string;
};
/** What is made only when its door is reached, where two of the kind cannot wait at once. */
export type Places = { [N in RouteName]?: MaskedPlace | (() => Promise<MaskedPlace>) };

/** A list of the first unit, confirmed by its head: the person has a task, and may object for a while. */
async function openTasks({ send }: City): Promise<void> {
  const path = "/programmes/town/cascade/2026";
  const carry = [{ official: "u1-p2", role: "carries", share: "10" }];
  const duties = [{ section: null, what: "w", share: "10", people: carry }];
  const tasks = ["g1", "g2"].map((goal) => ({ goal, duties }));
  const done = [
    await send("organiser", "PUT", `${path}/goals/g1`, oneGoal, '"0"'),
    await send("organiser", "PUT", `${path}/goals/g2`, oneGoal, '"0"'),
    await send("organiser", "PUT", "/programmes/town/barred/m1", oneMatter, '"0"'),
    await send("head", "PUT", `${path}/units/u1`, { tasks }, '"0"'),
    await send("head", "POST", `${path}/units/u1/confirmation`, undefined, '"1"'),
  ];
  const [wrong] = done.filter(({ statusCode }) => statusCode >= 300);
  if (wrong !== undefined) throw new Error(wrong.body);
}

/**
 * What waits for a second person, or was decided by one, so that the walk is let in: approvals for everybody who may take
 * something along, an erasure of one whose grade is deferred, links, changes and recoveries at each of their steps.
 */
export async function openPlaces(city: City): Promise<Places> {
  const one = async (text: string, values: readonly unknown[] = []) => (await city.sql(text, values))[0];
  const made = async (text: string, values: readonly unknown[] = []) => Number((await one(text, values))?.id);
  const { apply, wish, except } = waitingIn(one);
  await giveAddresses(city.database);
  for (const role of roles)
    for (const what of ["standings", "score-sheets", "table"])
      await one(
        `insert into export_approval (run, what, purpose, until, account, decider, decided_by, decided_at, approved)
         values ($1, $2, 'test', current_date + 9, $3, 'office', 'somebody', now(), true)`,
        [city.run, what, role],
      );
  const link = (account: string, isConfirmed: boolean) =>
    made(
      `insert into password_link (account, reason, is_twofold, asked_by, asked_at, confirmed_by, confirmed_at)
       values ($1, 'test', true, 'system-administrator', now(), $2, case when $2::text is null then null else now() end) returning id`,
      [account, isConfirmed ? "somebody" : null],
    );
  const change = (setting: string, after: number) =>
    made(
      `insert into setting_change (setting, before, after, reason, is_twofold, asked_by, asked_at)
       values ($1, 20, $2, 'test', true, 'somebody', now()) returning id`,
      [setting, after],
    );
  const recovery = (account: string) =>
    made(
      "insert into factor_recovery (account, reason, asked_by, asked_at) values ($1, 'test', 'somebody', now()) returning id",
      [account],
    );
  const versionOf = async (unit: string) =>
    String((await one("select coalesce(max(version), 0) as v from decomposition where unit = $1", [unit]))?.v);
  const own = await one("select id from export_approval where account = 'organiser' order by id limit 1");
  const live = await one("select id from session where account = 'somebody' order by id limit 1");
  await openTasks(city);
  return {
    setGoal: { fact: "1" },
    endGoal: { goal: "g2" },
    setBarred: { fact: "1" },
    decideBarredException: async () => ({ exception: await except() }),
    decomposeTasks: async () => ({ fact: await versionOf("u1"), subject: "u1" }),
    confirmTasks: async () => ({ fact: await versionOf("u1"), subject: "u1" }),
    answerTaskObjection: {
      taskObjection: await made(
        `insert into task_objection (commitment, official, goal, duty, statement, raised_by)
         select max(id), 'u1-p2', 'g2', 0, 'test', 'official' from commitment returning id`,
      ),
    },
    decideExport: { approval: await apply(city.run, "u1", "head") },
    noteExport: { approval: Number(own?.id) },
    decideErasure: { erasure: await wish() },
    endLiveSession: { session: Number(live?.id) },
    endSessionsOfAccount: { account: "somebody" },
    confirmPasswordLink: { link: await link("deputy", false) },
    takePasswordLink: { link: await link("head", true) },
    endPasswordLink: { link: await link("liaison", false) },
    confirmSettingChange: { change: await change("passwordDays", 25) },
    endSettingChange: async () => ({ change: await change("passwordDays", 30) }),
    confirmFactorRecovery: { recovery: await recovery("clerk") },
    endFactorRecovery: { recovery: await recovery("deputy") },
  };
}

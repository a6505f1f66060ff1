import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, wholeCity } from "../../../platform/scope.ts";
import { type SchemeNames, schemeNames } from "../../schemes/names-store.ts";
import { cityToday } from "../burden/city-day-store.ts";
import { type DeedRow, listOwnDeeds } from "./deed-store.ts";
import { deedsInScope } from "./reach.ts";

export type MissionOfOfficial = {
  readonly title: string;
  readonly document: string;
  readonly since: string;
  readonly lastDay: string | null;
  readonly outcome: string | null;
};

/** What an official has done in a year, and the missions they were on. */
export type Achievements = {
  readonly official: { readonly id: string; readonly type: "official"; readonly name: Name };
  readonly unit: Name | null;
  readonly programme: { readonly title: Name; readonly synthetic: boolean };
  /** By day, in whatever state. */
  readonly deeds: readonly DeedRow[];
  readonly missions: readonly MissionOfOfficial[];
  readonly names: SchemeNames;
};

type Where = { readonly programme: string; readonly cycle: string };

export async function readAchievements(
  tx: Transaction,
  scope: Scope,
  { programme, cycle }: Where,
  official: string,
): Promise<Achievements | undefined> {
  const today = await cityToday(tx);
  const { rows } = await sql<Pick<Achievements, "official" | "unit" | "programme">>`
    select jsonb_build_object('id', o.id, 'type', o.type, 'name', o.name) as official, u.name as unit,
      jsonb_build_object('title', p.title, 'synthetic', p.synthetic) as programme
    from current_subject o join programme p on p.id = o.programme
      left join current_subject u on u.programme = o.programme and u.id = o.unit
    where o.programme = ${programme} and o.id = ${official} and ${deedsInScope(scope, today)}`.execute(tx);
  const [whose] = rows;
  if (whose === undefined) return undefined;
  const deeds = await listOwnDeeds(tx, { scope, today }, { programme, official, year: Number(cycle) });
  const names = await schemeNames(tx, wholeCity, programme);
  const missions = await listMissionsOf(tx, { programme, cycle }, official);
  return { ...whose, deeds: [...deeds].reverse(), names, missions };
}

async function listMissionsOf(
  tx: Transaction,
  { programme, cycle }: Where,
  official: string,
): Promise<readonly MissionOfOfficial[]> {
  const { rows } = await sql<MissionOfOfficial>`
    select r.title, r.document, r.asked_on::text as since, e.last_day::text as "lastDay", e.outcome
    from mission_member m join burden_request r on r.id = m.request left join mission_end e on e.request = r.id
    where m.programme = ${programme} and m.official = ${official}
      and not exists (select from burden_withdrawal x where x.request = r.id)
      and extract(year from r.asked_on) <= ${cycle}::int and extract(year from coalesce(e.last_day, date '9999-12-31')) >= ${cycle}::int
    order by r.asked_on, r.id limit 100`.execute(tx);
  return rows;
}

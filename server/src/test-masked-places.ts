import { type RouteName, roles } from "@biaochi/contract";
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
  readonly indicator?: string;
  readonly exception?: number;
  readonly appraisal?: number;
};
/** What is made only when its door is reached, where two of the kind cannot wait at once. */
export type Places = { [N in RouteName]?: MaskedPlace | (() => Promise<MaskedPlace>) };

/**
 * What waits for a second person, or was decided by one, so that the walk is let in: approvals for everybody who may take
 * something along, an erasure of one whose grade is deferred, links, changes and recoveries at each of their steps.
 */
export async function openPlaces(city: City): Promise<Places> {
  const one = async (text: string, values: readonly unknown[] = []) => (await city.sql(text, values))[0];
  const made = async (text: string, values: readonly unknown[] = []) => Number((await one(text, values))?.id);
  const { apply, wish } = waitingIn(one);
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
  // Something that taking over from the scheme would change.
  await one(
    `insert into library_version (programme, indicator, version, content, is_ended, is_taken_over, reason, author, day)
     select programme, indicator, version + 1, content || '{"decimals": 7}', false, false, 'test', 'somebody', day
     from library_version where programme = 'town' and indicator = 'projects'`,
  );
  const exception = await made(
    `insert into library_exception (programme, block, indicator, document, signer, reason, last_day, asked_by)
     values ('town', 'duplicate', 'answered', 'd', 's', 'r', '2099-12-31', 'somebody') returning id`,
  );
  const appraisal = await made(
    `insert into library_appraisal (programme, kind, department, title, matter, document, units, times, minutes, recorded_by)
     values ('town', 'inspection', 'u1', 't', 'm', 'd', 1, 1, 1, 'somebody') returning id`,
  );
  const own = await one("select id from export_approval where account = 'organiser' order by id limit 1");
  const live = await one("select id from session where account = 'somebody' order by id limit 1");
  return {
    decideExport: { approval: await apply(city.run, "u1", "head") },
    noteExport: { approval: Number(own?.id) },
    decideErasure: { erasure: await wish() },
    readLibraryIndicator: { indicator: "answered" },
    endLibraryIndicator: { indicator: "own" },
    decideLibraryException: { exception },
    endAppraisal: { appraisal },
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

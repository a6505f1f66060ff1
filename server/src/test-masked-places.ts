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
  const { apply, wish, draft, upper } = waitingIn(one);
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
  const own = await one("select id from export_approval where account = 'organiser' order by id limit 1");
  const live = await one("select id from session where account = 'somebody' order by id limit 1");
  return {
    decideExport: { approval: await apply(city.run, "u1", "head") },
    noteExport: { approval: Number(own?.id) },
    decideErasure: { erasure: await wish() },
    readDraft: { draft: await draft() },
    saveDraft: { draft: await draft(), fact: "1" },
    readDraftRevision: { draft: await draft() },
    readVocabulary: { draft: await draft() },
    submitDraft: { draft: await draft(), fact: "1" },
    decideDraft: { draft: await draft("town", "submitted"), fact: "1" },
    withdrawDraft: { draft: await draft() },
    readDraftEffects: { draft: await draft() },
    exportDraftEffects: { draft: await draft() },
    readUpperScheme: { upper: await upper() },
    leadUpperItem: { upper: await upper() },
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

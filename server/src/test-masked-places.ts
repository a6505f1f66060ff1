import { type RouteName, roles } from "@biaochi/contract";
import { wholeCity } from "./platform/scope.ts";
import { startTrials } from "./stages/insight/commands.ts";
import { workOnTrials } from "./stages/insight/jobs.ts";
import { readHeldFacts } from "./stages/scoring/held-facts.ts";
import { oneGoal, oneMatter } from "./test-cascade.ts";
import { claimsIn } from "./test-claims.ts";
import type { City } from "./test-masked-city.ts";
import { giveAddresses } from "./test-masked-mail.ts";
import type { Place } from "./test-permission-rows.ts";
import { projectPlaces } from "./test-project-places.ts";
import { waitingIn } from "./test-waiting.ts";

/** What a door of the keepers is asked about, beside what the matrix names. */
export type MaskedPlace = Partial<Place> & {
  readonly session?: number;
  readonly recovery?: number;
  readonly link?: number;
  readonly change?: number;
  readonly account?: string;
  readonly goal?: string;
  readonly confirmation?: number;
  readonly addition?: number;
  readonly local?: number;
  readonly indicator?: string;
  readonly measure?: string;
  readonly rule?: string;
  readonly exception?: number;
  readonly appraisal?: number;
  readonly import?: number;
  readonly export?: number;
  readonly recognised?: number;
  readonly milestone?: number;
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
  const waiting = waitingIn(one);
  const { apply, wish, except, draft, suggest, upper, tryOut, letArrive, measured, contest, finding, dueRule } =
    waiting;
  const { burden, warn, deed, mission, report, confirmed } = waiting;
  const { claim, bonus, sheet } = claimsIn(one);
  await measured("answered");
  await dueRule("answered");
  // The quarter in progress has been scored too, with the results of the run that is walked through.
  await one(
    `insert into run overriding system value select (jsonb_populate_record(null::run, to_jsonb(r) ||
       jsonb_build_object('id', r.id + 1000, 'period', to_char(city_day(now()), 'YYYY"Q"Q'), 'base', coalesce(r.base, r.id)))).*
     from run r where r.id = $1`,
    [city.run],
  );
  await giveAddresses(city.database);
  await letArrive("own");
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
  const workbook = (state = "mapping") =>
    made(
      `insert into registry_import (programme, account, state, day) values ('town', 'organiser', $1, current_date) returning id`,
      [state],
    );
  const meant = async () =>
    made(
      `insert into recognised_person (programme, unit, post, official, import, said_by)
       values ('town', '甲局', '科员', 'u1-p2', $1, 'organiser') returning id`,
      [await workbook()],
    );
  const leaves = (account: string, state: string) =>
    made(
      `insert into registry_export (programme, account, lang, extent, purpose, state, content, ready_at)
       values ('town', $1, 'en', 'whole', 'test', $2, case when $2 = 'ready' then 'workbook'::bytea end, now()) returning id`,
      [account, state],
    );
  const addition = async (key: string, isApproved: boolean) => {
    const id = await made(
      `insert into red_line_addition (key, title, basis, document, authority, caps, strikes, is_liftable, first_day, last_day, asked_by)
       values ($1, '{"zh-CN": "x", "en": "x"}', 'b', 'd', 'a', '{adjusts}', '{unit}', true, current_date, current_date + 9, 'somebody')
       returning id`,
      [key],
    );
    if (isApproved)
      await one("insert into red_line_decision (addition, approved, decided_by) values ($1, true, 'test')", [id]);
    return id;
  };
  const local = async (rule: string, isApproved: boolean) => {
    const id = await made(
      `insert into local_rule (rule, level, figure, authority, document, excerpt, first_day, asked_by)
       values ($1, 'city', '{"length": 60}', 'a', 'd', 'e', '2030-01-01', 'somebody') returning id`,
      [rule],
    );
    if (isApproved)
      await one("insert into local_rule_decision (local, approved, decided_by) values ($1, true, 'test')", [id]);
    return id;
  };
  const confirmation = await made(
    `insert into rule_confirmation (rule, entry, edition, person_name, day, document, recorded_by)
     values ('clocks.appeal-decision', $1, $1, 'n', current_date, 'd', 'somebody') returning id`,
    ["0".repeat(64)],
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
  await openTasks(city);
  return {
    saveConnection: { connection: "c9" },
    saveStream: { stream: "s9" },
    setGoal: { fact: "1" },
    endGoal: { goal: "g2" },
    setBarred: { fact: "1" },
    decideBarredException: async () => ({ exception: await except() }),
    decomposeTasks: async () => ({ fact: await versionOf("u1"), subject: "u1" }),
    noteAttestation: { subject: "u1" },
    confirmTasks: async () => ({ fact: await versionOf("u1"), subject: "u1" }),
    issueCascadePaper: { subject: "u1" },
    attestTasks: async () => {
      const goal = await one("select max(version) as version from city_goal where cycle = '2026' and id = 'g1'");
      const changed = { ...oneGoal, source: "市委工作要点（虚构）" };
      const path = "/programmes/town/cascade/2026/goals/g1";
      await city.send("organiser", "PUT", path, changed, `"${Number(goal?.version)}"`);
      return { fact: await versionOf("u1"), subject: "u1" };
    },
    answerTaskObjection: {
      taskObjection: await made(
        `insert into task_objection (commitment, official, goal, duty, statement, raised_by)
         select max(id), 'u1-p2', 'g2', 0, 'test', 'official' from commitment returning id`,
      ),
    },
    readMeasure: { measure: "in-time" },
    saveMeasure: { measure: "in-time" },
    endMeasure: { measure: "in-time" },
    readFinding: { finding: await finding("answered") },
    actOnFinding: async () => ({ finding: await finding("answered") }),
    saveQualityRule: { rule: "due-days" },
    endQualityRule: { rule: "due-days" },
    decideContest: async () => ({ contest: await contest("answered") }),
    previewBurdenRequest: { subject: "u1" },
    registerBurdenRequest: { subject: "u1" },
    readBurdenRequest: { request: await burden("u1") },
    ...projectPlaces(one),
    readReport: { report: await report("u1", "answered") },
    submitReports: { report: await report("u1", "answered") },
    confirmReports: { report: await report("u1", "answered") },
    acceptReports: async () => confirmed("u1", "answered", "2026Q2"),
    returnReport: async () => confirmed("u1", "answered", "2026Q3"),
    attachReportFile: { report: await report("u1", "answered") },
    takeReportFile: { report: await report("u1", "answered") },
    withdrawDeed: async () => ({ deed: await deed("u1-p2") }),
    readDeedChoices: { subject: "u1-p2" },
    enterDeed: { subject: "u1-p3" }, // of the other one there are more already than a quarter takes
    confirmDeed: async () => ({ deed: await deed("u1-p2") }),
    returnDeed: async () => ({ deed: await deed("u1-p2") }),
    attachDeedEvidence: { deed: await deed("u1-p2") },
    takeDeedEvidence: { deed: await deed("u1-p2") },
    readClaim: { claim: await claim("u1", "answered") },
    answerDeduction: async () => ({ claim: await claim("u1", "answered") }),
    nameReviewers: { claim: (await bonus("applied")).claim },
    reviewBonus: { claim: (await bonus("in-review")).claim },
    raiseRemark: { claim: (await bonus("listed")).claim },
    answerRemark: await bonus("listed"),
    decideClaim: async () => ({ claim: await claim("u1", "answered") }),
    attachClaimEvidence: { claim: await claim("u1", "answered") },
    takeClaimEvidence: { claim: (await bonus("listed")).claim },
    readAssessmentSheet: { sheet: await sheet("u1", "answered") },
    signAssessment: async () => ({ sheet: await sheet("u1", "answered") }),
    returnAssessment: async () => ({ sheet: await sheet("u1", "answered") }),
    attachAssessmentScan: { sheet: await sheet("u1", "answered") },
    takeAssessmentScan: { sheet: await sheet("u1", "answered") },
    issueAchievementFile: { subject: "u1-p2" },
    nameMissionMembers: { mission: await mission("u1") },
    endMission: { mission: await mission("u1") },
    withdrawBurdenRequest: async () => ({ request: await burden("u1") }),
    readWarning: { warning: await warn("u1", "answered") },
    answerWarning: async () => ({ warning: await warn("u1", "answered") }),
    decideExport: { approval: await apply(city.run, "u1", "head") },
    noteExport: { approval: Number(own?.id) },
    withdrawConfirmation: { confirmation },
    decideRedLine: { addition: await addition("local.wind", false) },
    endRedLine: { addition: await addition("local.fire", true) },
    decideLocalRule: { local: await local("clocks.review-request", false) },
    endLocalRule: { local: await local("clocks.appeal-direct", true) },
    decideErasure: { erasure: await wish() },
    readDraft: { draft: await draft() },
    saveDraft: { draft: await draft(), fact: "1" },
    readDraftRevision: { draft: await draft() },
    readVocabulary: { draft: await draft() },
    // Submitted is what the library says; the doors before have changed it.
    submitDraft: async () => {
      await one(
        `insert into library_version (programme, indicator, version, content, is_ended, is_taken_over, reason, author, day)
         select v.programme, v.indicator, n.newest + 1, v.content, false, false, 'test', 'somebody', v.day
         from library_version v, lateral (select max(version) as newest from library_version w
           where w.programme = v.programme and w.indicator = v.indicator) n
         where v.programme = 'town' and v.version = 1 and n.newest > 1`,
      );
      return { draft: await draft(), fact: "1" };
    },
    withdrawRecognised: async () => ({ recognised: await meant() }),
    decideRegistryExport: async () => ({ export: await leaves("somebody", "asked") }),
    takeRegistryExport: { export: await leaves("organiser", "ready") },
    endRegistryExport: async () => ({ export: await leaves("organiser", "ready") }),
    readImport: { import: await workbook() },
    listImportChanges: { import: await workbook("tried") },
    abandonImport: async () => ({ import: await workbook() }),
    decideDraft: { draft: await draft("town", "submitted"), fact: "1" },
    withdrawDraft: { draft: await draft() },
    readDraftEffects: { draft: await draft() },
    exportDraftEffects: { draft: await draft() },
    readUpperScheme: { upper: await upper() },
    leadUpperItem: { upper: await upper() },
    readUpperForecast: { upper: await upper() },
    setUpperBasis: { upper: await upper() },
    enterUpperResult: { upper: await upper() },
    readTrial: { trial: await tryAll(city) },
    cancelTrial: async () => ({ trial: await tryOut() }),
    readLibraryIndicator: { indicator: "answered" },
    endLibraryIndicator: { indicator: "own" },
    decideLibraryException: { exception },
    endAppraisal: { appraisal },
    readProposal: { proposal: await suggest("owner") },
    // Another door has ended the one that the owner answers for.
    proposeEnd: async () => {
      await one(
        `insert into library_version (programme, indicator, version, content, is_ended, is_taken_over, reason, author, day)
         select programme, indicator, version + 1, content, false, false, 'test', 'somebody', day
         from library_indicator where programme = 'town' and indicator = 'own'`,
      );
      return { indicator: "own" };
    },
    decideProposal: { proposal: await suggest("somebody") },
    withdrawProposal: { proposal: await suggest("owner") },
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

/** A trial with its result: the replay of the town's own scheme. */
async function tryAll({ database }: City): Promise<number> {
  const started = await database.decide((tx) =>
    startTrials(tx, wholeCity, {
      ...{ programme: "town", period: "2025", scheme: { id: "town", version: 1 }, by: "somebody" },
      ...{ kinds: ["replay", "weights"], seed: 7, draws: 100 },
    }),
  );
  if (!started.ok) throw new Error(started.refusal.code);
  await workOnTrials(database, { readFacts: async (client, at) => (await readHeldFacts(client, at)).facts });
  return started.value[0]?.trial ?? 0;
}

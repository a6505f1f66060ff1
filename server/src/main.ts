import { type Account, type Outcome, ok, refuse } from "@biaochi/contract";
import { openArrivals } from "./arrivals.ts";
import { addDemoMeasures } from "./demo-measures.ts";
import { addDemoQuality } from "./demo-quality.ts";
import { addDemoReports } from "./demo-reports.ts";
import { addDemoYear } from "./demo-year.ts";
import { openDocumentDesk } from "./document-desk.ts";
import { openExaminationDesk } from "./examination-desk.ts";
import { firstStart, type OnNotice } from "./first-start.ts";
import { openImportDesk } from "./import-desk.ts";
import { openMeasureDesk } from "./measure-desk.ts";
import { listUnscored } from "./measure-door.ts";
import { openSealer } from "./platform/audit/sealer.ts";
import { openTrail } from "./platform/audit/trail.ts";
import { type Clock, makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { forgetOldKeys } from "./platform/idempotency.ts";
import { openInstallation } from "./platform/installation.ts";
import { listen } from "./platform/listen.ts";
import { openSmtp } from "./platform/mail/smtp.ts";
import { migrate } from "./platform/migrations.ts";
import { openPlatform, type Platform, type Tell } from "./platform/platform.ts";
import type { PlatformRefusal } from "./platform/refusal.ts";
import { auditHeadsOf, type SettingsRead } from "./platform/settings.ts";
import { openRunDesk } from "./run-desk.ts";
import { noticeOfLink } from "./set-up-notice.ts";
import { type Mailer, openMailer } from "./stages/access/mailer.ts";
import { makeRoleLinks } from "./stages/access/set-up.ts";
import { listDemoAccounts } from "./stages/access/store.ts";
import { erasedOutside, reapplyErasures } from "./stages/erasure/settle.ts";
import { hasWaitingJobs } from "./stages/exports/job-store.ts";
import { hasWaitingTrials } from "./stages/insight/trial-store.ts";
import { openFreezer } from "./stages/intake/freezer.ts";
import { hasWaitingMeasures } from "./stages/intake/measures/work.ts";
import { hasWaitingExamination } from "./stages/intake/quality/work.ts";
import { hasWaitingReports } from "./stages/intake/reporting/look.ts";
import { hasWaitingLooks } from "./stages/intake/warnings/work.ts";
import { forgetOldExports, hasWaitingExports } from "./stages/registry/bring-in/export-store.ts";
import { forgetOldImports, hasWaitingImports } from "./stages/registry/bring-in/import-store.ts";
import { openAnnouncer } from "./stages/schemes/drafts/announcer.ts";
import { mountStages } from "./stages.ts";
import { openTrialDesk } from "./trial-desk.ts";

export const version = "0.6.0";

export type Office = {
  readonly url: string;
  /** The accounts that a demo offers; none elsewhere. */
  readonly accounts: readonly Account[];
  close(): Promise<void>;
};

/**
 * Everything up to an open door, in this order; a refusal on the way closes what was opened. Asked to stop before the door
 * is open, it refuses with `stopped`; the next start does what was left undone.
 */
export async function openOffice(
  read: SettingsRead,
  tell: Tell,
  stop: AbortSignal,
): Promise<Outcome<Office, PlatformRefusal>> {
  const platform = await openPlatform(read.settings, tell);
  if (!platform.ok) return platform;
  const opened = await openDoors(platform.value, read, tell, stop);
  if (!opened.ok) await platform.value.close();
  return opened;
}

async function openDoors(
  platform: Platform,
  read: SettingsRead,
  tell: Tell,
  stop: AbortSignal,
): Promise<Outcome<Office, PlatformRefusal>> {
  const { settings, database } = platform;
  const migrated = await migrate(database);
  if (!migrated.ok) return migrated;
  const installation = await openInstallation(database, settings.mode);
  if (!installation.ok) return installation;
  await database.transaction(forgetOldKeys);
  await database.transaction(forgetOldImports);
  await database.transaction(forgetOldExports);
  const clock = makeClock({ mode: settings.mode, shift: installation.value.dayShift });
  if (settings.mode === "demo") await firstStart(database, quietly(tell), stop);
  if (stop.aborted) return refuse({ code: "stopped" });
  if (settings.mode === "production") await offerSetUp(platform, clock, tell);
  // What a crash left after the commit of an erasure, and what an older backup brought back.
  const { dataFolder } = platform;
  await reapplyErasures({ database, masterKey: dataFolder.masterKey, ...erasedOutside(dataFolder.path) });
  const heads = auditHeadsOf({ ...settings, data: platform.dataFolder.path });
  const sealer = openSealer({ database, heads, keepDays: settings.auditDays, tell });
  const desk = openRunDesk({ url: database.url, tell });
  const announcer = openAnnouncer({ database, clock });
  const freezer = openFreezer({ database, clock });
  const documents = openDocumentDesk({
    url: database.url,
    files: platform.dataFolder.files,
    desk,
    hasWaiting: () => database.transaction(hasWaitingJobs, { access: "read only" }),
  });
  const trials = openTrialDesk({
    url: database.url,
    hasWaiting: () => database.transaction(hasWaitingTrials, { access: "read only" }),
  });
  const imports = openImportDesk({
    url: database.url,
    hasWaiting: () =>
      database.transaction(async (tx) => (await hasWaitingImports(tx)) || (await hasWaitingExports(tx)), {
        access: "read only",
      }),
  });
  const reporting = { reportDays: settings.reportDays, reportOfficeDays: settings.reportOfficeDays };
  let wakeExamination = () => {}; // it looks by itself when it opens
  const measures = openMeasureDesk({
    url: database.url,
    hasWaiting: () =>
      database.read(async (tx) => (await hasWaitingMeasures(tx)) || (await listUnscored(tx)).length > 0),
    onQueued: desk.wake,
    onRecorded: () => wakeExamination(),
  });
  if (settings.mode === "demo") await addDemoYear(database, clock);
  const arrivals = await openArrivals({ platform, clock, onArrived: measures.wake });
  // After the streams that they count.
  if (settings.mode === "demo" && (await addDemoMeasures(database))) measures.wake();
  if (settings.mode === "demo") await addDemoQuality(database);
  if (settings.mode === "demo") await addDemoReports(database, clock, reporting);
  // After what a demo has to have, which the thread would find and do meanwhile.
  const examinations = openExaminationDesk({
    url: database.url,
    reporting,
    hasWaiting: () =>
      database.read(
        async (tx) => (await hasWaitingReports(tx)) || (await hasWaitingExamination(tx)) || (await hasWaitingLooks(tx)),
      ),
  });
  wakeExamination = examinations.wake;
  let mailer: Mailer | undefined; // once it is known under which address people come
  const app = await buildHttp({
    settings,
    database,
    version,
    mount: (scope) =>
      mountStages(scope, {
        settings,
        read,
        database,
        clock,
        masterKey: platform.dataFolder.masterKey,
        desk,
        trail: openTrail(database, platform.dataFolder.masterKey),
        auditHeads: heads,
        onQueued() {
          desk.wake();
          examinations.wake(); // figures were corrected, or a run was asked for
        },
        onCancelled: desk.cancel,
        onOrdered: documents.wake,
        trialBells: { onTrial: trials.wake, onTrialCancelled: trials.cancel },
        onImport: imports.wake,
        onArrival: arrivals.wake,
        arrivalTools: arrivals.tools,
        onMeasure: measures.wake,
        onExamination: examinations.wake,
        onMailQueued: () => mailer?.wake(),
      }),
  });
  const listening = await listen(app, settings.host, settings.port);
  if (!listening.ok) {
    await arrivals.close();
    await trials.close();
    await measures.close();
    await examinations.close();
    await imports.close();
    await freezer.close();
    await announcer.close();
    await documents.close();
    await desk.close();
    await sealer.close();
    return listening;
  }
  const { port, close } = listening.value;
  const url = settings.port === 0 ? `http://localhost:${port}` : settings.origin;
  if (settings.mail === "on") {
    const { masterKey } = platform.dataFolder;
    mailer = openMailer({ database, clock, settings, origin: url, masterKey, port: openSmtp(settings), tell });
  }
  return ok({
    url,
    accounts: await database.transaction((tx) => listDemoAccounts(tx, clock.today()), { access: "read only" }),
    async close() {
      await close();
      await mailer?.close();
      await arrivals.close();
      await trials.close();
      await measures.close();
      await examinations.close();
      await imports.close();
      await freezer.close();
      await announcer.close();
      await documents.close();
      await desk.close();
      await sealer.close();
      await platform.close();
    },
  });
}

/** The first start in production tells three people, by a link each, how to make their accounts. */
async function offerSetUp({ settings, database }: Platform, clock: Clock, tell: Tell): Promise<void> {
  const moment = { now: clock.now(), day: clock.today() };
  const links = await database.transaction((tx) => makeRoleLinks(tx, moment, { by: "biaochi", isFirstStart: true }));
  for (const link of links) tell(noticeOfLink(link, settings.origin));
}

/** Of the progress of a run every quarter is told, not every row. */
function quietly(tell: Tell): OnNotice {
  let told = "";
  return ({ code, params }) => {
    if (code !== "run-progress") return tell({ code, params });
    if (params.total === 0) return; // how much there is to do is not known yet
    const quarter = Math.floor((params.done * 4) / params.total);
    const now = `${params.run} ${quarter}`;
    if (now !== told) tell({ code, params });
    told = now;
  };
}

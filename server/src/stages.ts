import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { openTrail, type Trail } from "./platform/audit/trail.ts";
import type { Clock } from "./platform/clock.ts";
import { cookiesOf } from "./platform/cookies.ts";
import type { Database } from "./platform/database.ts";
import { acceptFiles } from "./platform/files.ts";
import { acceptForms } from "./platform/forms.ts";
import { type Actor, admitBy } from "./platform/identity.ts";
import { type MountedRoute, mountRoutes } from "./platform/mount-routes.ts";
import { asDefaults, auditHeadsOf, type Settings, type SettingsRead } from "./platform/settings.ts";
import { auditRoutes } from "./stages/access/audit-routes.ts";
import { findHolderBy, noteUseBy } from "./stages/access/commands.ts";
import type { Door } from "./stages/access/door.ts";
import { keepingRoutes } from "./stages/access/keeping-routes.ts";
import { mailRoutes } from "./stages/access/mail-routes.ts";
import { policyBy } from "./stages/access/policy.ts";
import { accessRoutes } from "./stages/access/routes.ts";
import { settingRoutes } from "./stages/access/setting-routes.ts";
import { formRoutes } from "./stages/access/sign-in-routes.ts";
import { openSso } from "./stages/access/sso.ts";
import { deferralRoutes } from "./stages/deferrals/routes.ts";
import { erasureRoutes } from "./stages/erasure/routes.ts";
import { erasedOutside, settleErasures } from "./stages/erasure/settle.ts";
import { approvalRoutes } from "./stages/exports/approval-routes.ts";
import { cascadeRoutes } from "./stages/exports/cascade/routes.ts";
import { achievementRoutes } from "./stages/exports/deeds/routes.ts";
import { documentRoutes } from "./stages/exports/document-routes.ts";
import { ownDataRoutes } from "./stages/exports/own-data/routes.ts";
import { exportRoutes } from "./stages/exports/routes.ts";
import { type TrialBells, trialRoutes } from "./stages/insight/routes.ts";
import type { SourceTools } from "./stages/intake/arrivals/open-source.ts";
import { acceptDeliveries, pushRoutes } from "./stages/intake/arrivals/push.ts";
import { arrivalRoutes } from "./stages/intake/arrivals/routes.ts";
import { burdenRoutes } from "./stages/intake/burden/routes.ts";
import { assessmentFileRoutes, assessmentRoutes } from "./stages/intake/decided/assessment-routes.ts";
import { claimFileRoutes, claimRoutes, type DecidedOptions } from "./stages/intake/decided/routes.ts";
import { deedFileRoutes, deedRoutes } from "./stages/intake/deeds/routes.ts";
import { listRoutes } from "./stages/intake/lists/routes.ts";
import { contestRoutes } from "./stages/intake/measures/contest-routes.ts";
import { measureRoutes } from "./stages/intake/measures/routes.ts";
import { countOpenings } from "./stages/intake/opening-store.ts";
import { ownProjectRoutes } from "./stages/intake/projects/own-routes.ts";
import { projectFileRoutes, projectRoutes } from "./stages/intake/projects/routes.ts";
import { qualityRoutes } from "./stages/intake/quality/routes.ts";
import { reportFileRoutes, reportRoutes } from "./stages/intake/reporting/routes.ts";
import { intakeRoutes } from "./stages/intake/routes.ts";
import { upperForecastRoutes } from "./stages/intake/upper-forecast/routes.ts";
import { warningRoutes } from "./stages/intake/warnings/routes.ts";
import { registryExportRoutes } from "./stages/registry/bring-in/export-routes.ts";
import { bringInRoutes, importFileRoutes } from "./stages/registry/bring-in/routes.ts";
import { registryRoutes } from "./stages/registry/routes.ts";
import { rulebookRoutes } from "./stages/registry/rulebooks/routes.ts";
import { goalRoutes } from "./stages/schemes/cascade/goal-routes.ts";
import { goalFileRoutes, goalTableRoutes } from "./stages/schemes/cascade/goal-table/routes.ts";
import { unitTaskRoutes } from "./stages/schemes/cascade/unit-routes.ts";
import { draftRoutes } from "./stages/schemes/drafts/routes.ts";
import { effectRoutes } from "./stages/schemes/effects/routes.ts";
import { libraryRoutes } from "./stages/schemes/library/routes.ts";
import { schemeRoutes } from "./stages/schemes/routes.ts";
import { searchRoutes } from "./stages/schemes/search-routes.ts";
import { upperRoutes } from "./stages/schemes/upper/routes.ts";
import { correctionRoutes } from "./stages/scoring/correction-routes.ts";
import { deskOn, type ScoringDesk } from "./stages/scoring/desk.ts";
import { resultRoutes } from "./stages/scoring/routes.ts";
import { runRoutes } from "./stages/scoring/run-routes.ts";
import { standingRoutes } from "./stages/scoring/standing-routes.ts";
import { verificationRoutes } from "./stages/scoring/verification-routes.ts";

export type StagesOptions = {
  readonly settings: Settings;
  readonly database: Database;
  readonly clock: Clock;
  /** The installation's key, from which others are made. */
  readonly masterKey: Uint8Array;
  /** Told when a run waits: the job that computes it is started by whoever joined the parts. */
  readonly onQueued: () => void;
  /** Told when somebody wants a run to end, and has said so in the database. */
  readonly onCancelled?: (run: number) => void;
  /** Told when a workbook waits to be read, tried or recorded. */
  readonly onImport?: () => void;
  /** Told when somebody wants something fetched from another system. */
  readonly onArrival?: () => void;
  /** What fetching needs; default: the folder of arrivals of the settings. */
  readonly arrivalTools?: SourceTools;
  /** Told when figures are to be computed from records. */
  readonly onMeasure?: () => void;
  /** What examines figures, or looks ahead from them, was changed. */
  readonly onExamination?: () => void;
  /** Told when somebody has ordered documents. */
  readonly onOrdered?: () => void;
  /** Told when trials wait, and when somebody wants one to end. */
  readonly trialBells?: TrialBells;
  /** Told when a message waits in the outbox. */
  readonly onMailQueued?: () => void;
  /** Where reads and refusals are recorded; default: without the digest of the address. */
  readonly trail?: Trail;
  /** The file that keeps the heads of the audit trail; default: in the data folder of the settings. */
  readonly auditHeads?: string;
  /** Where each setting comes from: what the operator set, no page changes. Default: nothing was set. */
  readonly read?: SettingsRead;
  /** Who computes explanations and previews; default: the thread that answers the request. */
  readonly desk?: ScoringDesk;
};

function routesOfStages(options: StagesOptions, door: Door): readonly MountedRoute<Actor>[] {
  const { settings, database, clock, onQueued, desk = deskOn(database) } = options;
  const {
    onCancelled = () => undefined,
    onOrdered = () => undefined,
    onMailQueued = () => undefined,
    onImport = () => undefined,
    onArrival = () => undefined,
    arrivalTools = { clock, folder: join(settings.data, "arrivals") },
    onMeasure = () => undefined,
    onExamination = () => undefined,
    masterKey,
    trialBells = { onTrial: () => undefined, onTrialCancelled: () => undefined },
  } = options;
  const outside = { database, masterKey, ...erasedOutside(settings.data) };
  // What fails here is done at the next start.
  const onErased = () => void settleErasures(outside).catch((error) => process.emitWarning(String(error)));
  return [
    ...keepingRoutes(database, clock),
    ...accessRoutes(door),
    ...mailRoutes(door, onMailQueued),
    ...auditRoutes({ database, heads: options.auditHeads ?? auditHeadsOf(settings), keepDays: settings.auditDays }),
    ...rulebookRoutes(clock),
    ...searchRoutes,
    ...bringInRoutes({ database, onQueued: onImport, restsOn: countOpenings }),
    ...registryExportRoutes(onImport),
    ...registryRoutes(clock),
    ...schemeRoutes,
    ...goalRoutes(clock, settings.handDownDays),
    ...goalTableRoutes,
    ...unitTaskRoutes({ clock, objectionDays: settings.objectionDays, handDownDays: settings.handDownDays }),
    ...libraryRoutes(clock),
    ...draftRoutes(clock),
    ...effectRoutes(clock),
    ...upperRoutes(clock),
    ...intakeRoutes,
    ...arrivalRoutes({ ...arrivalTools, masterKey, onArrival, onMeaning: onMeasure }),
    ...listRoutes(clock),
    ...measureRoutes(onMeasure),
    ...contestRoutes({ clock, days: settings.contestDays, onChanged: onMeasure }),
    ...burdenRoutes(clock),
    ...qualityRoutes(clock, onExamination),
    ...upperForecastRoutes(clock),
    ...warningRoutes({ clock, onChanged: onExamination }),
    ...deedRoutes(clock),
    ...claimRoutes(decidedBy(settings, clock)),
    ...assessmentRoutes(decidedBy(settings, clock)),
    ...projectRoutes({ clock, onFeed: onArrival }),
    ...ownProjectRoutes(clock),
    ...reportRoutes({ clock, onAccepted: onMeasure }),
    ...deferralRoutes,
    ...runRoutes(clock, onQueued, onCancelled),
    ...verificationRoutes,
    ...standingRoutes,
    ...resultRoutes(desk, clock),
    ...correctionRoutes(desk),
    ...trialRoutes(trialBells),
    ...exportRoutes(clock),
    ...approvalRoutes(clock),
    ...ownDataRoutes(clock),
    ...cascadeRoutes({ clock, onOrdered }),
    ...achievementRoutes({ clock, onOrdered }),
    ...documentRoutes({ settings, clock, onOrdered }),
    ...erasureRoutes({ database, masterKey, onErased }),
  ];
}

const decidedBy = (settings: Settings, clock: Clock): DecidedOptions => ({
  clock,
  days: { answer: settings.deductionDays, apply: settings.bonusDays, list: settings.publicityDays },
});

/** Puts every door of the stages into the application, behind the one check of identity and action. */
export function mountStages(app: FastifyInstance, options: StagesOptions): void {
  const { settings, database, clock, masterKey, trail = openTrail(database), read = asDefaults(settings) } = options;
  const cookies = cookiesOf(settings.origin);
  const policy = policyBy(read);
  const findHolder = findHolderBy(clock, policy);
  const admit = admitBy({ database, findHolder, noteUse: noteUseBy(clock), cookies });
  const house = { settings, database, clock, cookies, masterKey, policy };
  const door = { ...house, sso: openSso(settings) };
  mountRoutes(app, [...routesOfStages(options, door), ...settingRoutes({ read, policy, clock })], {
    database,
    admit,
    trail,
  });
  app.register(async (scope) => {
    acceptFiles(scope);
    const files = [
      ...importFileRoutes(),
      ...goalFileRoutes({ clock, handDownDays: settings.handDownDays }),
      ...deedFileRoutes(clock),
      ...claimFileRoutes({ clock }),
      ...assessmentFileRoutes(),
      ...projectFileRoutes(clock),
      ...reportFileRoutes(clock),
    ];
    mountRoutes(scope, files, { database, admit, trail });
  });
  app.register(async (scope) => {
    acceptDeliveries(scope);
    const onDone = async () => options.onMeasure?.();
    mountRoutes(scope, pushRoutes({ clock, masterKey, onDone }), { database, admit, trail });
  });
  app.register(async (scope) => {
    acceptForms(scope);
    mountRoutes(scope, formRoutes(door), { database, admit, trail });
  });
}

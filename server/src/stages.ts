import type { FastifyInstance } from "fastify";
import { openTrail, type Trail } from "./platform/audit/trail.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { type Actor, admitBy } from "./platform/identity.ts";
import { type MountedRoute, mountRoutes } from "./platform/mount-routes.ts";
import { auditHeadsOf, type Settings } from "./platform/settings.ts";
import { auditRoutes } from "./stages/access/audit-routes.ts";
import { findHolderBy } from "./stages/access/commands.ts";
import { keepingRoutes } from "./stages/access/keeping-routes.ts";
import { accessRoutes } from "./stages/access/routes.ts";
import { documentRoutes } from "./stages/exports/document-routes.ts";
import { exportRoutes } from "./stages/exports/routes.ts";
import { intakeRoutes } from "./stages/intake/routes.ts";
import { schemeRoutes } from "./stages/schemes/routes.ts";
import { searchRoutes } from "./stages/schemes/search-routes.ts";
import { correctionRoutes } from "./stages/scoring/correction-routes.ts";
import { deskOn, type ScoringDesk } from "./stages/scoring/desk.ts";
import { resultRoutes } from "./stages/scoring/routes.ts";
import { runRoutes } from "./stages/scoring/run-routes.ts";
import { standingRoutes } from "./stages/scoring/standing-routes.ts";

export type StagesOptions = {
  readonly settings: Settings;
  readonly database: Database;
  readonly clock: Clock;
  /** Told when a run waits: the job that computes it is started by whoever joined the parts. */
  readonly onQueued: () => void;
  /** Told when somebody wants a run to end, and has said so in the database. */
  readonly onCancelled?: (run: number) => void;
  /** Told when somebody has ordered documents. */
  readonly onOrdered?: () => void;
  /** Where reads and refusals are recorded; default: without the digest of the address. */
  readonly trail?: Trail;
  /** The file that keeps the heads of the audit trail; default: in the data folder of the settings. */
  readonly auditHeads?: string;
  /** Who computes explanations and previews; default: the thread that answers the request. */
  readonly desk?: ScoringDesk;
};

export function routesOfStages(options: StagesOptions): readonly MountedRoute<Actor>[] {
  const { settings, database, clock, onQueued, desk = deskOn(database) } = options;
  const { onCancelled = () => undefined, onOrdered = () => undefined } = options;
  return [
    ...accessRoutes(settings, database, clock),
    ...keepingRoutes(database, clock),
    ...auditRoutes({ database, heads: options.auditHeads ?? auditHeadsOf(settings), keepDays: settings.auditDays }),
    ...searchRoutes,
    ...schemeRoutes,
    ...intakeRoutes,
    ...runRoutes(onQueued, onCancelled),
    ...standingRoutes,
    ...resultRoutes(desk),
    ...correctionRoutes(desk),
    ...exportRoutes,
    ...documentRoutes({ settings, clock, onOrdered }),
  ];
}

/** Puts every door of the stages into the application, behind the one check of identity and action. */
export function mountStages(app: FastifyInstance, options: StagesOptions): void {
  const admit = admitBy(options.database, findHolderBy(options.clock));
  const { database, trail = openTrail(database) } = options;
  mountRoutes(app, routesOfStages(options), { database, admit, trail });
}

import type { FastifyInstance } from "fastify";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { type Actor, admitBy } from "./platform/identity.ts";
import { type MountedRoute, mountRoutes } from "./platform/mount-routes.ts";
import type { Settings } from "./platform/settings.ts";
import { exportRoutes } from "./stages/exports/routes.ts";
import { intakeRoutes } from "./stages/intake/routes.ts";
import { findActorBy } from "./stages/registry/commands.ts";
import { registryRoutes } from "./stages/registry/routes.ts";
import { schemeRoutes } from "./stages/schemes/routes.ts";
import { resultRoutes } from "./stages/scoring/routes.ts";
import { runRoutes } from "./stages/scoring/run-routes.ts";
import { standingRoutes } from "./stages/scoring/standing-routes.ts";

export type StagesOptions = {
  readonly settings: Settings;
  readonly database: Database;
  readonly clock: Clock;
  /** Told when a run waits: the job that computes it is started by whoever joined the parts. */
  readonly onQueued: () => void;
};

export function routesOfStages({ settings, database, clock, onQueued }: StagesOptions): readonly MountedRoute<Actor>[] {
  return [
    ...registryRoutes(settings, clock),
    ...schemeRoutes,
    ...intakeRoutes,
    ...runRoutes(onQueued),
    ...standingRoutes,
    ...resultRoutes(database),
    ...exportRoutes,
  ];
}

/** Puts every door of the stages into the application, behind the one check of identity and action. */
export function mountStages(app: FastifyInstance, options: StagesOptions): void {
  const admit = admitBy(options.database, findActorBy(options.clock));
  mountRoutes(app, routesOfStages(options), { database: options.database, admit });
}

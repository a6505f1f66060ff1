import { type Outcome, ok } from "@biaochi/contract";
import { type MovableClock, makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { forgetOldKeys } from "./platform/idempotency.ts";
import { openInstallation } from "./platform/installation.ts";
import { listen } from "./platform/listen.ts";
import { migrate } from "./platform/migrations.ts";
import { openPlatform, type Platform, type Tell } from "./platform/platform.ts";
import type { PlatformRefusal } from "./platform/refusal.ts";
import type { Settings } from "./platform/settings.ts";

export const version = "0.1.0";

export type Office = {
  readonly url: string;
  close(): Promise<void>;
};

/** Everything up to an open door, in this order; a refusal on the way closes what was opened. */
export async function openOffice(settings: Settings, tell: Tell): Promise<Outcome<Office, PlatformRefusal>> {
  const platform = await openPlatform(settings, tell);
  if (!platform.ok) return platform;
  const opened = await openDoors(platform.value);
  if (!opened.ok) await platform.value.close();
  return opened;
}

async function openDoors(platform: Platform): Promise<Outcome<Office, PlatformRefusal>> {
  const { settings, database } = platform;
  const migrated = await migrate(database);
  if (!migrated.ok) return migrated;
  const installation = await openInstallation(database, settings.mode);
  if (!installation.ok) return installation;
  await database.transaction(forgetOldKeys);
  const clock = makeClock({ mode: settings.mode, shift: installation.value.dayShift });
  const app = await buildHttp({ settings, database, version, mount: (scope) => mountStages(scope, platform, clock) });
  const listening = await listen(app, settings.host, settings.port);
  if (!listening.ok) return listening;
  const { port, close } = listening.value;
  const url = settings.port === 0 ? `http://localhost:${port}` : settings.origin;
  return ok({
    url,
    async close() {
      await close();
      await platform.close();
    },
  });
}

/** The only place where stages meet the platform. */
function mountStages(_app: unknown, _platform: Platform, _clock: MovableClock): void {}

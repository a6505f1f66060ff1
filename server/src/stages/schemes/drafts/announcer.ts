import type { Clock } from "../../../platform/clock.ts";
import type { Database } from "../../../platform/database.ts";
import { announceDue } from "./notice.ts";

const oneMinute = 60_000;

/** Looks at the start and once on every day that begins whether a version has come into force. What fails is done at the next look. */
export function openAnnouncer({ database, clock }: { readonly database: Database; readonly clock: Clock }): {
  close(): Promise<void>;
} {
  let lookedOn = "";
  let underWay: Promise<unknown> | undefined;
  function look(): void {
    const today = clock.today();
    if (underWay !== undefined || today === lookedOn) return;
    underWay = announceDue(database, today)
      .then(() => {
        lookedOn = today;
      })
      .catch((error: unknown) => process.emitWarning(String(error)))
      .finally(() => {
        underWay = undefined;
      });
  }
  const timer = setInterval(look, oneMinute).unref();
  look();
  return {
    async close() {
      clearInterval(timer);
      await underWay;
    },
  };
}

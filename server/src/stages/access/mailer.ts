import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database.ts";
import type { NoticePort } from "../../platform/mail/port.ts";
import type { PlatformRefusal } from "../../platform/refusal.ts";
import type { Settings } from "../../platform/settings.ts";
import { planDigests } from "./plan-digests.ts";
import { sendWaiting } from "./send-mail.ts";

export type MailerOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Pick<Settings, "mailAt" | "language">;
  readonly origin: string;
  readonly masterKey: Uint8Array;
  readonly port: NoticePort;
  readonly tell: (notice: PlatformRefusal) => void;
};

export type Mailer = {
  /** Something waits in the outbox: look soon. */
  readonly wake: () => void;
  close(): Promise<void>;
};

const oneMinute = 60_000;

/** Looks once a minute whether a digest is to be planned or sent. Whatever goes wrong here stops nothing else. */
export function openMailer(options: MailerOptions): Mailer {
  const { database, clock, settings, origin, masterKey, port, tell } = options;
  let told = "";
  let isClosing = false;
  let isAskedAgain = false;
  let underWay: Promise<void> | undefined;

  async function round(): Promise<void> {
    try {
      const moment = { now: clock.now(), day: clock.today() };
      await planDigests(database, { ...moment, at: settings.mailAt });
      await sendWaiting({ database, port, ...moment, origin, masterKey, language: settings.language });
      told = "";
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== told && !isClosing) tell({ code: "mail-round-failed", params: { reason } });
      told = reason;
    }
  }
  function look(): void {
    if (isClosing) return;
    if (underWay !== undefined) {
      isAskedAgain = true;
      return;
    }
    underWay = round().finally(() => {
      underWay = undefined;
      if (isAskedAgain) {
        isAskedAgain = false;
        look();
      }
    });
  }
  const timer = setInterval(look, oneMinute).unref();
  look();
  return {
    wake: look,
    async close() {
      isClosing = true;
      clearInterval(timer);
      port.close();
      await underWay;
    },
  };
}

// A process that plans and sends the digests of a day, for tests: it is stopped before or after the message has left.
//   test-mail-round.ts <database url> <port> <moment> whole|before|after
import { writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayOf } from "./platform/clock.ts";
import { openDatabase } from "./platform/database.ts";
import { openSmtp } from "./platform/mail/smtp.ts";
import { readSettings } from "./platform/settings.ts";
import { planDigests } from "./stages/access/plan-digests.ts";
import { sendWaiting } from "./stages/access/send-mail.ts";

const [url = "", port = "", moment = "", point = "whole"] = process.argv.slice(2);

/** Blocks this process for good: it is killed here. */
function stopHere(): void {
  writeSync(1, "here\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const opened = await openDatabase({ url, connections: 3 });
if (!opened.ok) throw new Error(opened.refusal.code);
const folder = join(tmpdir(), `biaochi-mail-round-${process.pid}`); // nothing is kept there
const read = readSettings({
  env: {
    ...{ BIAOCHI_DATA: folder, BIAOCHI_MAIL: "on", BIAOCHI_MAIL_HOST: "127.0.0.1", BIAOCHI_MAIL_PORT: port },
    ...{ BIAOCHI_MAIL_SECURITY: "none", BIAOCHI_MAIL_FROM: "kaohe@city.example" },
  },
});
if (!read.ok) throw new Error(read.refusal.code);
const smtp = openSmtp(read.value.settings);
const database = opened.value;
const now = new Date(moment);
const day = dayOf(now);
await planDigests(database, { now, day, at: "08:30" });
await sendWaiting({
  ...{ database, now, day, origin: "http://localhost:3000", masterKey: new Uint8Array(32), language: "zh-CN" },
  port: {
    close: () => undefined,
    async deliver(notice) {
      if (point === "before") stopHere();
      const delivery = await smtp.deliver(notice);
      if (point === "after") stopHere();
      return delivery;
    },
  },
});
await database.close();

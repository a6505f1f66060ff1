import { sql } from "kysely";
import { dayOf } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import type { Notice } from "./platform/mail/port.ts";
import { queueMail } from "./stages/access/mail-store.ts";
import { sendWaiting } from "./stages/access/send-mail.ts";

/** Everybody who has an account is written to, one half in English. */
export async function giveAddresses(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await sql`insert into mail_address (account, address, set_by, set_at, confirmed_at)
      select id, id || '@city.example', id, now(), now() from account a
      where not exists (select from mail_address m where m.account = a.id and m.ended_at is null) order by id`.execute(
      tx,
    );
    await sql`insert into mail_choice (account, wants_digest, language, changed_at)
      select id, true, case when length(id) % 2 = 0 then 'en' else 'zh-CN' end, now() from account
      on conflict (account) do update set wants_digest = true`.execute(tx);
  });
}

/** The digest of this day to everybody for whom something waits, as it leaves. */
export async function digestsOf(database: Database): Promise<readonly Notice[]> {
  await giveAddresses(database);
  const now = new Date();
  const day = dayOf(now);
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ account: string; address: number }>`
      select account, id as address from mail_address where ended_at is null order by account`.execute(tx);
    for (const each of rows) await queueMail(tx, { kind: "digest", ...each, day, now });
  });
  const left: Notice[] = [];
  const sent = await sendWaiting({
    ...{ database, now, day, origin: "http://localhost:3000", masterKey: new Uint8Array(32), language: "zh-CN" },
    port: {
      close: () => undefined,
      async deliver(notice) {
        left.push(notice);
        return { outcome: "accepted", said: "250" };
      },
    },
  });
  if (sent !== left.length) throw new Error(`${left.length} notices were handed out, ${sent} are noted as sent`);
  return left;
}

import type { KeptMailAddress } from "@biaochi/contract";
import { ok, refuse, routes } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import type { Door } from "./door.ts";
import { addressOf, confirmLink, ownMailOf, setAddress } from "./mail-address.ts";
import { type KeptRow, listAddresses, saveChoice } from "./mail-address-store.ts";
import { countMail, findContact } from "./mail-store.ts";

const told = (moment: Date | null): string | null => moment?.toISOString() ?? null;

/** Where somebody is written to: one's own, and, for the system administrator, everybody's. `onQueued`: a link waits. */
export function mailRoutes({ settings, clock, masterKey }: Door, onQueued: () => void): readonly MountedRoute<Actor>[] {
  const isOn = settings.mail === "on";
  const own = async (tx: Transaction, actor: Actor) =>
    ok({ value: await ownMailOf(tx, settings, actor.id, clock.now()) });
  const kept = ({ id, name, wantsDigest, ...row }: KeptRow): z.input<typeof KeptMailAddress> => {
    const { address, setBy, setAt, confirmedAt } = row;
    const isThere = address !== null && setBy !== null && setAt !== null;
    const found = isThere ? addressOf({ address, setBy, setAt, confirmedAt }, id, clock.now()) : null;
    return { account: { id, name }, address: found, wantsDigest };
  };
  const set = (tx: Transaction, account: string, address: string | null, by: string) =>
    setAddress(tx, { account, address, by, now: clock.now(), day: clock.today(), isOn });
  return [
    handle<Actor>()(routes.readOwnMail, (tx, { actor }) => own(tx, actor)),
    handle<Actor>()(routes.setOwnMailAddress, async (tx, { actor, input, reply }) => {
      const done = await set(tx, actor.id, input.body.address, actor.id);
      reply.raw.once("close", onQueued);
      return done.ok ? own(tx, actor) : done;
    }),
    handle<Actor>()(routes.confirmMailAddress, async (tx, { actor, input }) => {
      const done = await confirmLink(tx, masterKey, { account: actor.id, token: input.body.token, now: clock.now() });
      return done.ok ? own(tx, actor) : done;
    }),
    handle<Actor>()(routes.chooseMail, async (tx, { actor, input }) => {
      await saveChoice(tx, actor.id, input.body, clock.now());
      return own(tx, actor);
    }),
    handle<Actor>()(routes.readMailStatus, async (tx) => {
      const { answeredAt, failedAt, failure, retryAt } = await findContact(tx);
      const { mailHost: host, mailPort: port, mailSecurity: security, mailFrom: from, mailAt: at } = settings;
      const moments = { answeredAt: told(answeredAt), failedAt: told(failedAt), retryAt: told(retryAt) };
      const server = { host, port, security, from, at };
      return ok({ value: { isOn, server, ...moments, failure, ...(await countMail(tx, clock.today())) } });
    }),
    handle<Actor>()(routes.listMailAddresses, async (tx, { input }) => {
      const { q, cursor: after, limit } = input.query;
      const found = await listAddresses(tx, { q, after, limit: limit + 1 });
      const addresses = found.slice(0, limit).map(kept);
      return ok({ value: { addresses, next: found.length > limit ? (addresses.at(-1)?.account.id ?? null) : null } });
    }),
    handle<Actor>()(routes.setMailAddress, async (tx, { actor, input, reply }) => {
      const { account } = input.params;
      const find = async () => (await listAddresses(tx, { account, limit: 1 }))[0];
      if ((await find()) === undefined) return refuse({ code: "account-unknown", params: { account } });
      const done = await set(tx, account, input.body.address, actor.id);
      if (!done.ok) return done;
      reply.raw.once("close", onQueued);
      const row = await find();
      return row === undefined ? refuse({ code: "account-unknown", params: { account } }) : ok({ value: kept(row) });
    }),
  ];
}

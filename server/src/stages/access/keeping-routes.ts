import { type Grant, ok, reachesOf, roles, routes } from "@biaochi/contract";
import type { z } from "zod";
import type { Clock } from "../../platform/clock.ts";
import type { Database, Transaction } from "../../platform/database.ts";
import { type Actor, forgetAccount } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { wholeCity } from "../../platform/scope.ts";
import { indicatorsOf } from "../schemes/store.ts";
import { findKept, listKept } from "./account-store.ts";
import { changeState, makeAccount } from "./accounts.ts";
import {
  accountsOfUnit,
  findThings,
  type GrantRow,
  listGrants,
  listOwnHandOvers,
  listProgrammeNames,
  type Thing,
} from "./grant-store.ts";
import { acceptHandOver, confirmGrant, endGrant, giveGrant, handOver, mayAccept, mayConfirm } from "./grants.ts";
import { numberOf, pageOf } from "./paging.ts";
import { unitsInReach } from "./store.ts";

type Page = z.input<typeof Grant>;

/** The doors of those who keep accounts and grants, and of a unit's liaison who hands over. */
export function keepingRoutes(database: Database, clock: Clock): readonly MountedRoute<Actor>[] {
  const account = async (tx: Transaction, id: string) => {
    const kept = await findKept(tx, id, clock.today());
    if (kept === undefined) throw new Error(`the account ${id} just saved is not there`);
    return kept;
  };
  const grant = async (tx: Transaction, actor: Actor, id: number): Promise<Page> => {
    const [row] = await listGrants(tx, actor.scope, { which: "all", before: id + 1, limit: 1 }, clock.today());
    if (row?.id !== id) throw new Error(`the grant ${id} just saved is not there`);
    return grantPage(tx, row, mayConfirm(actor, row));
  };
  /** What somebody may do has changed: their sessions are looked up anew. */
  const decided = async (tx: Transaction, actor: Actor, id: number) => {
    const value = await grant(tx, actor, id);
    forgetAccount(database, value.account.id);
    return ok({ value });
  };
  return [
    handle<Actor>()(routes.listAccounts, async (tx, { input }) => {
      const { cursor: after, limit, ...which } = input.query;
      const found = await listKept(tx, { ...which, after, limit: limit + 1 }, clock.today());
      const { shown, next } = pageOf(found, limit, ({ id }) => id);
      return ok({ value: { accounts: [...shown], next } });
    }),
    handle<Actor>()(routes.makeAccount, async (tx, { input }) => {
      const made = await makeAccount(tx, input.body);
      return made.ok ? ok({ value: await account(tx, input.body.id) }) : made;
    }),
    handle<Actor>()(routes.changeAccountState, async (tx, { actor, input }) => {
      const change = { ...input.params, ...input.body, now: clock.now() };
      const changed = await changeState(tx, actor, change, clock.today());
      if (!changed.ok) return changed;
      forgetAccount(database, change.account);
      return ok({ value: await account(tx, change.account) });
    }),
    handle<Actor>()(routes.listGrantable, async (tx, { input }) => {
      const { programme, reach, q = "" } = input.query;
      const programmes = [...(await listProgrammeNames(tx))];
      const all = roles.map((role) => ({ role, reaches: [...reachesOf[role]] }));
      if (programme === undefined || reach === undefined) return ok({ value: { programmes, roles: all, things: [] } });
      const things =
        reach === "indicators" ? await indicators(tx, programme, q) : await findThings(tx, programme, reach, q);
      return ok({ value: { programmes, roles: all, things: [...things] } });
    }),
    handle<Actor>()(routes.listGrants, async (tx, { actor, input }) => {
      const { cursor, limit, ...which } = input.query;
      const wanted = { ...which, before: numberOf(cursor), limit: limit + 1 };
      const { shown, next } = pageOf(await listGrants(tx, actor.scope, wanted, clock.today()), limit, ({ id }) => id);
      const grants: Page[] = [];
      for (const row of shown) grants.push(await grantPage(tx, row, mayConfirm(actor, row)));
      return ok({ value: { grants, next } });
    }),
    handle<Actor>()(routes.giveGrant, async (tx, { actor, input }) => {
      const given = await giveGrant(tx, actor, input.body, clock.today());
      return given.ok ? ok({ value: await grant(tx, actor, given.value) }) : given;
    }),
    handle<Actor>()(routes.confirmGrant, async (tx, { actor, input }) => {
      const confirmed = await confirmGrant(tx, actor, input.params.grant, clock.today());
      return confirmed.ok ? decided(tx, actor, input.params.grant) : confirmed;
    }),
    handle<Actor>()(routes.endGrant, async (tx, { actor, input }) => {
      const ended = await endGrant(tx, actor, { ...input.params, ...input.body }, clock.today());
      return ended.ok ? decided(tx, actor, input.params.grant) : ended;
    }),
    handle<Actor>()(routes.handOver, async (tx, { actor, input }) => {
      const named = await handOver(tx, actor, input.body, clock.today());
      return named.ok ? ok({ value: await grant(tx, actor, named.value) }) : named;
    }),
    handle<Actor>()(routes.listHandOvers, async (tx, { actor }) => {
      const waiting: Page[] = [];
      for (const row of await listOwnHandOvers(tx, actor.id, clock.today()))
        waiting.push(await grantPage(tx, row, mayAccept(row)));
      const units = [];
      for (const { programme, ...unit } of await unitsInReach(tx, actor.scope)) {
        const people = await accountsOfUnit(tx, programme, unit.id);
        units.push({ programme, unit, successors: people.filter(({ id }) => id !== actor.id) });
      }
      return ok({ value: { waiting, units } });
    }),
    handle<Actor>()(routes.acceptHandOver, async (tx, { actor, input }) => {
      const accepted = await acceptHandOver(tx, actor, input.params.grant, clock.today());
      if (!accepted.ok) return accepted;
      const { grant: taken, before } = accepted.value;
      for (const each of [actor.id, ...before]) forgetAccount(database, each);
      const decided = { confirmed_by: actor.id, confirmed_at: clock.now() };
      const deciders = { ...taken.deciders, [actor.id]: taken.account_name }; // whom it is for accepts it
      const row = { ...taken, ...decided, deciders, state: "holds" } as const;
      return ok({ value: await grantPage(tx, row, false) });
    }),
  ];
}

async function indicators(tx: Transaction, programme: string, q: string): Promise<readonly Thing[]> {
  const wanted = q.trim().toLowerCase();
  return [...(await indicatorsOf(tx, wholeCity, programme)).values()]
    .filter(({ id, name }) => [id, name["zh-CN"], name.en].some((text) => text.toLowerCase().includes(wanted)))
    .slice(0, 50)
    .map(({ id, name }) => ({ id, name }));
}

async function grantPage(tx: Transaction, row: GrantRow, isSecond: boolean): Promise<Page> {
  const named = row.reach === "indicators" ? await indicatorsOf(tx, wholeCity, row.programme ?? "") : undefined;
  const { confirmed_by, confirmed_at, ended_by, ended_at } = row;
  const done = (by: string, when: Date) => ({ by, byName: row.deciders[by] ?? null, at: when.toISOString() });
  return {
    grant: row.id,
    account: { id: row.account, name: row.account_name },
    ...{ role: row.role, reach: row.reach, programme: row.programme },
    things: row.things.map((id) => ({ id, name: row.names[id] ?? named?.get(id)?.name ?? { "zh-CN": id, en: id } })),
    ...{ from: row.first_day, until: row.last_day, reason: row.reason, state: row.state },
    given: done(row.given_by, row.given_at),
    confirmed: confirmed_by === null || confirmed_at === null ? null : done(confirmed_by, confirmed_at),
    ended: ended_by === null || ended_at === null ? null : { ...done(ended_by, ended_at), reason: row.end_reason },
    mayConfirm: isSecond,
  };
}

import { ok, type PasswordLink, routes } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../platform/mount-routes.ts";
import { type Door, visitorOf } from "./door.ts";
import { numberOf, pageOf } from "./paging.ts";
import { type LinkRow, listLinks, lockPasswordLink } from "./password-link-store.ts";
import { askLink, confirmLink, endLink, takeLink } from "./password-links.ts";

/** What the reader may do with it: the table of actions says who, this says when. */
function told({ expiresAt, ...row }: LinkRow, actor: Actor): z.input<typeof PasswordLink> {
  const isAsker = row.asked.by.id === actor.id;
  const isSecurity = actor.held.includes("security-administrator");
  return {
    ...row,
    expiresAt: expiresAt?.toISOString() ?? null,
    mayConfirm: row.state === "waiting" && isSecurity && !isAsker && row.account.id !== actor.id,
    mayTake: row.state === "ready" && isAsker && actor.held.includes("system-administrator"),
    mayEnd:
      ["waiting", "ready", "taken"].includes(row.state) && (isSecurity || actor.held.includes("system-administrator")),
  };
}

/** Links for first and new passwords: asked for, confirmed where it matters, shown once. */
export function passwordLinkRoutes(door: Door): readonly MountedRoute<Actor>[] {
  const { clock } = door;
  const page = async (tx: Transaction, actor: Actor, id: number) => {
    const row = await lockPasswordLink(tx, id, clock.now());
    if (row === undefined) throw new Error(`the link ${id} just saved is not there`);
    return ok({ value: told(row, actor) });
  };
  const act = (actor: Actor, link: number) => ({ link, by: actor.id, now: clock.now(), day: clock.today() });
  return [
    handle<Actor>()(routes.listPasswordLinks, async (tx, { actor, input }) => {
      const { cursor, limit, which } = input.query;
      const found = await listLinks(tx, { which, before: numberOf(cursor), limit: limit + 1 }, clock.now());
      const { shown, next } = pageOf(found, limit, ({ link }) => link);
      return ok({ value: { links: shown.map((row) => told(row, actor)), next } });
    }),
    handle<Actor>()(routes.askPasswordLink, async (tx, { actor, input }) => {
      const asked = await askLink(tx, { ...input.body, by: actor.id, now: clock.now() }, clock.today());
      return asked.ok ? page(tx, actor, asked.value) : asked;
    }),
    handle<Actor>()(routes.confirmPasswordLink, async (tx, { actor, input }) => {
      const confirmed = await confirmLink(tx, act(actor, input.params.link));
      return confirmed.ok ? page(tx, actor, input.params.link) : confirmed;
    }),
    // No Idempotency-Key may remember what is shown once.
    handleLong<Actor>()(routes.takePasswordLink, async (database, { actor, input, request }) => {
      const taken = await database.decide((tx) => takeLink(tx, act(actor, input.params.link)));
      if (!taken.ok) return taken;
      const { path, expiresAt } = taken.value;
      return ok({ value: { address: visitorOf(door, request).origin + path, expiresAt: expiresAt.toISOString() } });
    }),
    handle<Actor>()(routes.endPasswordLink, async (tx, { actor, input }) => {
      const ended = await endLink(tx, act(actor, input.params.link));
      return ended.ok ? page(tx, actor, input.params.link) : ended;
    }),
  ];
}

import {
  administrators,
  may,
  type Outcome,
  ok,
  type ReachKind,
  type Refusal,
  type Role,
  reachesOf,
  refuse,
} from "@biaochi/contract";
import { minutesOf } from "../../platform/asks.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { wholeCity } from "../../platform/scope.ts";
import { addTodos, finishTodos } from "../../platform/todos.ts";
import { indicatorsOf } from "../schemes/store.ts";
import {
  accountsOfUnit,
  endLiaisonsBefore,
  findGrant,
  type GrantRow,
  isLastHolder,
  listOwnHandOvers,
  rolesInSight,
  type SaveGrant,
  saveConfirmation,
  saveEnd,
  saveGrant,
  unknownThings,
} from "./grant-store.ts";

const isAdministrator = (role: Role): boolean => administrators.includes(role);

/** Three administrators, kept apart: whoever keeps the installation does nothing else in it. */
const clashes = (held: readonly Role[], role: Role): boolean =>
  held.some((each) => each !== role && (isAdministrator(each) || isAdministrator(role)));

/** Ends with a colon, so that grant 1 is not taken for the beginning of 10. */
const todoOf = (grant: number): string => `grant:${grant}:`;

type GiveRefusal = Refusal<
  | "account-unknown"
  | "own-grant"
  | "administrators-apart"
  | "reach-not-for-role"
  | "things-unknown"
  | "days-out-of-order"
>;

/** Proposes a grant. Nobody gives anything to themselves, and nothing is permitted before somebody else has confirmed it. */
export async function giveGrant(
  tx: Transaction,
  actor: Actor,
  grant: Omit<SaveGrant, "by">,
  day: string,
): Promise<Outcome<number, GiveRefusal>> {
  const { account, role, reach, from, until } = grant;
  if (account === actor.id) return refuse({ code: "own-grant" });
  const held = await rolesInSight(tx, account, day);
  if (held === undefined) return refuse({ code: "account-unknown", params: { account } });
  if (clashes(held, role)) return refuse({ code: "administrators-apart", params: { held: held.join(", ") } });
  const possible: readonly ReachKind[] = reachesOf[role];
  if (!possible.includes(reach))
    return refuse({ code: "reach-not-for-role", params: { role, reach, possible: possible.join(", ") } });
  if (until !== undefined && until < from) return refuse({ code: "days-out-of-order", params: { from, until } });
  const fits = await thingsOf(tx, grant);
  if (!fits.ok) return fits;
  const id = await saveGrant(tx, { ...grant, ...fits.value, by: actor.id });
  await addTodos(tx, [
    { key: todoOf(id), kind: "confirm-grant", for: { role: "security-administrator" }, path: "/grants", minutes: 3 },
  ]);
  return ok(id);
}

/** What a grant reaches, as its kind wants it: everything, or named things of one programme that are there. */
async function thingsOf(
  tx: Transaction,
  { reach, programme, things }: Pick<SaveGrant, "reach" | "programme" | "things">,
): Promise<Outcome<Pick<SaveGrant, "programme" | "things">, Refusal<"things-unknown">>> {
  if (reach === "city" || reach === "installation") return ok({ programme: undefined, things: [] });
  if (programme === undefined) return refuse({ code: "things-unknown", params: { things: "", reach } });
  if (reach === "self") return ok({ programme, things: [] });
  const wanted = [...new Set(things)];
  const isCountable = wanted.length > 0 && (reach !== "body" || wanted.length === 1);
  const known = reach === "indicators" ? await indicatorsOf(tx, wholeCity, programme) : undefined;
  const unknown =
    reach === "indicators" ? wanted.filter((id) => !known?.has(id)) : await unknownThings(tx, programme, reach, wanted);
  if (!isCountable || unknown.length > 0)
    return refuse({ code: "things-unknown", params: { things: unknown.slice(0, 5).join(", "), reach } });
  return ok({ programme, things: wanted });
}

type ConfirmRefusal = Refusal<"outside-scope" | "own-grant" | "same-person" | "grant-decided" | "administrators-apart">;

type Deciding = Pick<GrantRow, "state" | "account" | "given_by" | "role">;

/** Why somebody is not the second person that a grant waits for: neither the giver nor the one it is for. */
function whyNotSecond(actor: Actor, grant: Deciding, held: readonly Role[]): ConfirmRefusal | undefined {
  if (grant.state !== "proposed") return { code: "grant-decided", params: { state: grant.state } };
  if (grant.account === actor.id) return { code: "own-grant" };
  if (grant.given_by === actor.id) return { code: "same-person" };
  return clashes(held, grant.role) ? { code: "administrators-apart", params: { held: held.join(", ") } } : undefined;
}

/** Whether a confirmation by this reader would be let through: the page shows the door by the rule that opens it. */
export const mayConfirm = (actor: Actor, grant: GrantRow): boolean =>
  may("confirm-grant", actor.held) && whyNotSecond(actor, grant, grant.held) === undefined;

/** Whether somebody to whom a unit is handed over may accept it. */
export const mayAccept = ({ held, role }: GrantRow): boolean => !clashes(held, role);

/** Confirms a grant, as a second person. */
export async function confirmGrant(
  tx: Transaction,
  actor: Actor,
  id: number,
  day: string,
): Promise<Outcome<null, ConfirmRefusal>> {
  const grant = await findGrant(tx, actor.scope, id, day);
  if (grant === undefined) return refuse({ code: "outside-scope" });
  const refusal = whyNotSecond(actor, grant, (await rolesInSight(tx, grant.account, day)) ?? []);
  if (refusal !== undefined) return refuse(refusal);
  await saveConfirmation(tx, id, actor.id);
  await finishTodos(tx, todoOf(id), actor.id);
  return ok(null);
}

/** Ends a grant before its time. The last holder of an administrator's role keeps it until there is another. */
export async function endGrant(
  tx: Transaction,
  actor: Actor,
  end: { readonly grant: number; readonly reason: string },
  day: string,
): Promise<Outcome<null, Refusal<"outside-scope" | "grant-decided" | "last-administrator">>> {
  const grant = await findGrant(tx, actor.scope, end.grant, day);
  if (grant === undefined) return refuse({ code: "outside-scope" });
  if (grant.state === "ended" || grant.state === "lapsed")
    return refuse({ code: "grant-decided", params: { state: grant.state } });
  if (grant.state === "holds" && isAdministrator(grant.role)) {
    const isLast = await isLastHolder(tx, grant.account, grant.role, day);
    if (isLast) return refuse({ code: "last-administrator", params: { role: grant.role } });
  }
  await saveEnd(tx, grant.id, { by: actor.id, reason: end.reason });
  await finishTodos(tx, todoOf(grant.id), actor.id);
  return ok(null);
}

export type HandOver = {
  readonly programme: string;
  readonly unit: string;
  readonly to: string;
  readonly reason: string;
};

/** Names the next liaison of a unit in reach, among the people of that unit; it is the successor who accepts. */
export async function handOver(
  tx: Transaction,
  actor: Actor,
  { programme, unit, to, reason }: HandOver,
  day: string,
): Promise<Outcome<number, Refusal<"outside-scope" | "account-unknown" | "own-grant">>> {
  const isMine = actor.scope.some(
    ({ reach }) => reach.kind === "units" && reach.programme === programme && reach.units.includes(unit),
  );
  if (!isMine) return refuse({ code: "outside-scope" });
  if (to === actor.id) return refuse({ code: "own-grant" });
  const people = await accountsOfUnit(tx, programme, unit);
  if (!people.some(({ id }) => id === to)) return refuse({ code: "account-unknown", params: { account: to } });
  const grant = { account: to, role: "liaison", reach: "units", programme, things: [unit], from: day } as const;
  const id = await saveGrant(tx, { ...grant, reason, by: actor.id });
  await addTodos(tx, [
    {
      key: todoOf(id),
      kind: "accept-hand-over",
      for: { account: to },
      path: "/hand-over",
      minutes: minutesOf["hand-over"],
    },
  ]);
  return ok(id);
}

/** The successor is the liaison from now on, and those before are not any more: in one transaction. Names them. */
export async function acceptHandOver(
  tx: Transaction,
  actor: Actor,
  id: number,
  day: string,
): Promise<
  Outcome<
    { readonly grant: GrantRow; readonly before: readonly string[] },
    Refusal<"outside-scope" | "administrators-apart">
  >
> {
  const held = (await rolesInSight(tx, actor.id, day)) ?? [];
  const grant = (await listOwnHandOvers(tx, actor.id, day)).find((each) => each.id === id);
  if (grant === undefined) return refuse({ code: "outside-scope" });
  if (clashes(held, grant.role)) return refuse({ code: "administrators-apart", params: { held: held.join(", ") } });
  const before = await endLiaisonsBefore(tx, grant, actor.id);
  await finishTodos(tx, todoOf(id), actor.id);
  await saveConfirmation(tx, id, actor.id);
  return ok({ grant, before });
}

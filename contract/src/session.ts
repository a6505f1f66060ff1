import { z } from "zod";
import { actions, isAction } from "./actions.ts";
import { roles } from "./roles.ts";
import { route } from "./route.ts";
import { Id, Name, SubjectName } from "./values.ts";

export const RoleName = z.enum(roles).meta({ id: "Role" });
export const ActionName = z
  .enum(Object.keys(actions).filter(isAction) as [keyof typeof actions])
  .meta({ id: "Action" });

export const Account = z
  .object({
    id: Id,
    name: Name,
    /** The roles it holds today, the widest first; none: it may look at nothing but itself. */
    roles: z.array(RoleName),
    /** Where this account begins; null for those who keep the installation and read no programme. */
    programme: Id.nullable(),
    /** The unit it answers for, or serves in. */
    unit: SubjectName.nullable(),
    /** The leadership team of whoever leads or belongs to one. */
    team: SubjectName.nullable(),
    /** The official that this account is. */
    self: SubjectName.nullable(),
  })
  .meta({ id: "Account" });
export type Account = z.output<typeof Account>;

export const Session = z
  .object({
    /** null: nobody has signed in. */
    account: Account.nullable(),
    /** What this account may do; scope apart. */
    may: z.array(ActionName),
    mode: z.enum(["demo", "production"]),
    /** The level at which the city works: what lies above it is switched off. */
    level: z.int().min(0).max(5),
    /** The legal day in the city, "2026-03-05": a demo's may be moved. */
    today: z.iso.date(),
  })
  .meta({ id: "Session" });
export type Session = z.output<typeof Session>;

export const readSession = route({
  method: "GET",
  path: "/session",
  summary: "Who is signed in, and what they may do",
  action: "see-session",
  audit: "none",
  input: {},
  output: Session,
  refusals: [],
});

export const listDemoAccounts = route({
  method: "GET",
  path: "/demo-accounts",
  summary: "Accounts of the demo, for one-click sign-in; empty outside a demo",
  action: "see-demo-accounts",
  audit: "none",
  input: {},
  output: z.object({ accounts: z.array(Account) }),
  refusals: [],
});

/** Only in a demo, and only when the request comes from this machine. */
export const signIn = route({
  method: "POST",
  path: "/session",
  summary: "Sign in as a demo account (demo mode and loopback only)",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ account: Id }) },
  output: Session,
  success: 201,
  refusals: ["demo-sign-in-only", "not-found"],
});

export const signOut = route({
  method: "DELETE",
  path: "/session",
  summary: "Sign out",
  action: "sign-out",
  audit: "none",
  input: {},
  output: Session,
  refusals: [],
});

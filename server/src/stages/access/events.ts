import { recordEvent } from "../../platform/audit/event.ts";
import type { Transaction } from "../../platform/database.ts";

/** What happens with accounts, sessions and the proofs of who somebody is. */
export const accessEventNames = [
  "signed-in",
  "sign-in-refused",
  "sign-in-locked",
  "signed-out",
  "session-ended",
  "sessions-ended",
  "password-changed",
  "factor-added",
  "factor-removed",
  "factor-recovery-asked",
  "factor-recovery-confirmed",
  "factor-recovery-ended",
  "second-factor-roles-changed",
  "set-up-link-made",
  "set-up-link-used",
  "password-link-asked",
  "password-link-confirmed",
  "password-link-ended",
  "setting-change-asked",
  "setting-changed",
  "setting-change-ended",
  "account-made",
  "account-suspended",
  "account-resumed",
  "account-closed",
] as const;
export type AccessEventName = (typeof accessEventNames)[number];

export type AccessEvent = {
  readonly event: AccessEventName;
  /** Whom it is about; null: a name that nobody has. What was typed is never kept: it may be a password. */
  readonly account: string | null;
  readonly outcome: "done" | "refused";
  /** Who did it, where that is somebody else: another account, or "command-line". */
  readonly by?: string;
  /** How somebody proved who they are. */
  readonly way?: string;
  readonly device?: string;
  /** A local sign-in beside a single sign-on. */
  readonly isEmergency?: boolean;
  readonly reason?: string;
  readonly about?: string;
};

const signingIn: readonly AccessEventName[] = [
  ...(["signed-in", "sign-in-refused", "sign-in-locked", "signed-out", "session-ended", "sessions-ended"] as const),
];

/**
 * The one place through which events of access pass into the audit trail, in the transaction of what they are about. Who
 * acted stands as the account; whom or what it was about, and by which way, as the thing.
 */
export async function recordAccessEvent(tx: Transaction, event: AccessEvent): Promise<void> {
  const { account, by, way, isEmergency, about } = event;
  const things = [
    ...(by === undefined || account === null ? [] : [`account:${account}`]),
    ...(way === undefined ? [] : [`way:${way}`]),
    ...(isEmergency ? ["emergency"] : []),
    ...(about === undefined ? [] : [about]),
  ];
  await recordEvent(tx, {
    kind: signingIn.includes(event.event) ? "sign-in" : "grant",
    account: by ?? account ?? undefined,
    action: event.event,
    outcome: event.outcome,
    thing: things.length === 0 ? undefined : things.join(" "),
  });
}

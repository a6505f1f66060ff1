import type { Transaction } from "../../platform/database.ts";

/** What happens with accounts, sessions and the proofs of who somebody is. */
export type AccessEventName =
  | "signed-in"
  | "sign-in-refused"
  | "sign-in-locked"
  | "signed-out"
  | "session-ended"
  | "sessions-ended"
  | "password-changed"
  | "factor-added"
  | "factor-removed"
  | "factor-recovery-asked"
  | "factor-recovery-confirmed"
  | "second-factor-roles-changed"
  | "set-up-link-made"
  | "set-up-link-used"
  | "account-made"
  | "account-suspended"
  | "account-resumed"
  | "account-closed";

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

/** The one place through which events of access pass, in the transaction of what they are about. */
export async function recordAccessEvent(tx: Transaction, event: AccessEvent): Promise<void> {
  await tx
    .insertInto("outbox")
    .values({ type: "access-event", payload: JSON.stringify(event) })
    .execute();
}

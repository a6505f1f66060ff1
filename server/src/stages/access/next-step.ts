import type { SecondFactor, SignInStep } from "@biaochi/contract";
import type { Proof } from "./step-store.ts";

export type Standing = {
  readonly factors: readonly SecondFactor[];
  /** Whether one of the roles needs a second factor. */
  readonly needsFactor: boolean;
  readonly passwordMadeAt: Date | undefined;
  /** After so many days a password is due; 0: never. */
  readonly passwordDays: number;
};

/** A passkey is something that one has and knows at once; everything else is one of the two. */
export const isTwofold = (proof: Proof): boolean =>
  proof.by === "passkey" || proof.factor !== undefined || proof.isStrong === true;

const oneDay = 86_400_000;

export function isDue(madeAt: Date, days: number, now: Date): boolean {
  return days > 0 && now.getTime() - madeAt.getTime() >= days * oneDay;
}

/** What comes next for somebody who has proved this much. Whoever has a second factor is asked for it, needed or not. */
export function nextOf(proof: Proof, standing: Standing, now: Date): SignInStep["next"] {
  if (proof.by === "session") return proof.factor === undefined ? "enrol" : "done";
  if (!isTwofold(proof)) {
    if (standing.factors.length > 0) return "second-factor";
    if (standing.needsFactor) return "enrol";
  }
  const { passwordMadeAt, passwordDays } = standing;
  const isPasswordUsed = proof.by === "password" && !proof.isRenewed && passwordMadeAt !== undefined;
  return isPasswordUsed && isDue(passwordMadeAt, passwordDays, now) ? "new-password" : "done";
}

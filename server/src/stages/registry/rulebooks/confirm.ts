import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import { type Edition, entryDigest } from "../../../platform/rulebooks.ts";
import { type NewConfirmation, saveConfirmation, saveWithdrawal, type Withdrawal } from "./confirmation-store.ts";
import { isOpenSlot } from "./rules.ts";

type Asked = Omit<NewConfirmation, "edition">;

/** The city takes the word of a named person for one entry as it reads now. */
export async function confirmRule(
  tx: Transaction,
  { rulebook, digest }: Edition,
  asked: Asked,
  today: string,
): Promise<Outcome<number, Refusal<"not-found" | "rule-changed" | "rule-confirmed" | "rule-open" | "day-to-come">>> {
  const entries = rulebook.rules.filter(({ id }) => id === asked.rule);
  if (entries.length === 0) return refuse({ code: "not-found" });
  const rule = entries.find((each) => entryDigest(each) === asked.entry);
  if (rule === undefined) return refuse({ code: "rule-changed" });
  if (isOpenSlot(rule)) return refuse({ code: "rule-open" });
  if (asked.day > today) return refuse({ code: "day-to-come", params: { day: asked.day } });
  const saved = await saveConfirmation(tx, { ...asked, edition: digest });
  return saved === undefined ? refuse({ code: "rule-confirmed" }) : ok(saved);
}

/** What was confirmed by mistake waits again; both rows stay. */
export async function withdrawConfirmation(
  tx: Transaction,
  withdrawal: Withdrawal,
): Promise<Outcome<number, Refusal<"not-found" | "confirmation-withdrawn">>> {
  const done = await saveWithdrawal(tx, withdrawal);
  if (done === "none") return refuse({ code: "not-found" });
  return done === "done" ? ok(withdrawal.confirmation) : refuse({ code: "confirmation-withdrawn" });
}

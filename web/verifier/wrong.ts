// What is wrong, and what it means for the person who holds the paper.
import type { Refusal, RefusalCode } from "@biaochi/ledger";
import { isCode, type Say } from "./speak.ts";

export type Meaning = "unreadable" | "untrusted" | "altered";

const untrusted: readonly RefusalCode[] = [
  "log-unknown",
  "note-unsigned",
  "cosignature-in-the-future",
  "quorum-not-met",
];
const unreadable: readonly RefusalCode[] = [
  "receipt-malformed",
  "note-malformed",
  "note-too-large",
  "checkpoint-malformed",
];

/** Whatever is neither of these two does not fit together: nobody makes such a receipt by mistake. */
export function meaningOf(code: string): Meaning {
  if (unreadable.some((each) => each === code) || /^(receipt-none|picture-|file-)/.test(code)) return "unreadable";
  return untrusted.some((each) => each === code) ? "untrusted" : "altered";
}

const proofCodes = ["proof-wrong", "proof-length", "index-beyond-size", "hash-length"];
const entryCodes = ["entry-malformed", "entry-too-large", "not-canonical", "value-not-allowed"];

export function sayWrong(say: Say, { code, detail }: Pick<Refusal, "detail"> & { readonly code: string }): string {
  if (proofCodes.includes(code)) {
    if (detail === "record") return say("wrong.proof-record");
    return say("wrong.proof", { part: say(detail === "snapshot" ? "part.snapshot" : "part.entry") });
  }
  if (entryCodes.includes(code)) return say("wrong.entry");
  if (code === "quorum-not-met" && (detail ?? "") === "") return say("wrong.quorum-nobody");
  const named = `wrong.${code}`;
  return isCode(named) ? say(named, { detail: detail ?? "—" }) : say("wrong.other", { code });
}

import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Subject } from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import { findSubject } from "../registry/subject-store.ts";
import { listSchemeVersions } from "../schemes/store.ts";
import {
  findDeferral,
  findStanding,
  type NewDeferral,
  type Reader,
  saveDeferral,
  saveDeferralEnd,
} from "./cause-store.ts";

type Whose = Pick<NewDeferral, "programme" | "subject" | "period">;

/** An official in reach who is not the reader, and a cycle of the programme. */
export async function deferrableOf(
  tx: Transaction,
  { scope, self }: Reader,
  { programme, subject, period }: Whose,
): Promise<Outcome<Subject, Refusal<"outside-scope" | "not-an-official" | "period-outside-cycle">>> {
  const found = subject === self ? undefined : await findSubject(tx, scope, programme, subject);
  if (found === undefined) return refuse({ code: "outside-scope" });
  if (found.type !== "official") return refuse({ code: "not-an-official", params: { subject } });
  const cycles = (await listSchemeVersions(tx, scope, programme)).map(({ cycle }) => cycle);
  if (!cycles.includes(period))
    return refuse({ code: "period-outside-cycle", params: { period, cycle: cycles.at(-1) ?? "" } });
  return ok(found);
}

/** From now on nobody reads the grade. Several deferrals of one person stand beside each other; each is ended by itself. */
export async function deferGrade(
  tx: Transaction,
  reader: Reader,
  deferral: NewDeferral,
  by: string,
): Promise<
  Outcome<
    { readonly deferral: number; readonly isNew: boolean },
    Refusal<"outside-scope" | "not-an-official" | "period-outside-cycle">
  >
> {
  const whose = await deferrableOf(tx, reader, deferral);
  if (!whose.ok) return whose;
  const standing = await findStanding(tx, deferral);
  return ok({ deferral: standing ?? (await saveDeferral(tx, deferral, by)), isNew: standing === undefined });
}

export async function endDeferral(
  tx: Transaction,
  reader: Reader,
  end: { readonly deferral: number; readonly document: string; readonly reason: string; readonly by: string },
): Promise<
  Outcome<{ readonly programme: string; readonly subject: string }, Refusal<"outside-scope" | "deferral-ended">>
> {
  const found = await findDeferral(tx, reader, end.deferral);
  if (found === undefined) return refuse({ code: "outside-scope" });
  if (found.ended !== null || !(await saveDeferralEnd(tx, end))) return refuse({ code: "deferral-ended" });
  return ok({ programme: found.programme, subject: found.subject });
}

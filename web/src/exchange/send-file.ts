import type { Problem, RouteName } from "@biaochi/contract";
import { languageNow } from "../frame/preferences.tsx";
import { Refused, Unreachable } from "./ask.ts";
import { type Answer, type Asked, addressOf, doors } from "./doors.ts";

/** The doors that take a file as it is; everything else goes by `ask`. */
type FileDoor = Extract<
  RouteName & keyof typeof doors,
  | "sendImportFile"
  | "tryGoalTable"
  | "applyGoalTable"
  | "attachDeedEvidence"
  | "attachClaimEvidence"
  | "attachAssessmentScan"
  | "attachProjectEvidence"
  | "attachReportFile"
  | "readReportTable"
>;

export async function sendFile<N extends FileDoor>(door: N, asked: Asked<N>, file: File): Promise<Answer<N>> {
  let response: Response;
  try {
    response = await fetch(addressOf(door, asked), {
      method: doors[door].method,
      headers: { "content-type": "application/octet-stream", "accept-language": languageNow() },
      credentials: "same-origin",
      body: file,
    });
  } catch {
    throw new Unreachable();
  }
  try {
    const answer: unknown = await response.json();
    if (response.ok) return answer as Answer<N>;
    throw new Refused(answer as Problem);
  } catch (error) {
    throw error instanceof Refused ? error : new Unreachable();
  }
}

import type { Problem } from "@biaochi/contract";
import { languageNow } from "../frame/preferences.tsx";
import { Refused, Unreachable } from "./ask.ts";
import { addressOf } from "./doors.ts";

/** Sends a file as it is; everything else goes by `ask`. */
export async function sendImportFile(id: number, position: number, file: File): Promise<void> {
  const address = addressOf("sendImportFile", { params: { import: id, position }, query: { name: file.name } });
  let response: Response;
  try {
    response = await fetch(address, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream", "accept-language": languageNow() },
      credentials: "same-origin",
      body: file,
    });
  } catch {
    throw new Unreachable();
  }
  if (response.ok) return;
  try {
    throw new Refused((await response.json()) as Problem);
  } catch (error) {
    throw error instanceof Refused ? error : new Unreachable();
  }
}

import {
  evidenceTypes,
  largestEvidence,
  mostEvidence,
  type Outcome,
  ok,
  type Refusal,
  refuse,
} from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { digestOfFile, typeOfFile } from "../evidence-file.ts";
import { type DeedRow, findDeed, lockDeed, type Reader } from "./deed-store.ts";

/** A file that may be kept, known by its digest: of a type and size that are taken. */
export function checkFile(
  content: Buffer | undefined,
): Outcome<
  { readonly sha256: string; readonly mediaType: (typeof evidenceTypes)[number]; readonly bytes: Buffer },
  Refusal<"deed-evidence-unfit">
> {
  const mediaType = content && typeOfFile(content, evidenceTypes);
  if (content === undefined || mediaType === undefined || content.length > largestEvidence)
    return refuse({
      code: "deed-evidence-unfit",
      params: { size: content?.length ?? 0, most: largestEvidence / (1024 * 1024) },
    });
  return ok({ sha256: digestOfFile(content), mediaType, bytes: content });
}

/** The official, and whoever entered it, show it; not once it was withdrawn. */
export function mayAttach({ state, official, entered }: DeedRow, { id, account }: Actor): boolean {
  return (state === "own" || state === "confirmed") && (account?.self?.id === official.id || entered.by.id === id);
}

type Attached = { readonly deed: DeedRow; readonly sha256: string };

export async function attachEvidence(
  tx: Transaction,
  actor: Actor,
  file: { readonly deed: number; readonly name: string; readonly content: Buffer | undefined },
  today: string,
): Promise<
  Outcome<Attached, Refusal<"outside-scope" | "deed-settled" | "deed-evidence-unfit" | "deed-evidence-many">>
> {
  const { name, content } = file;
  const deed = await lockDeed(tx, { scope: actor.scope, today }, file.deed);
  if (deed === undefined) return refuse({ code: "outside-scope" });
  if (!mayAttach(deed, actor)) return refuse({ code: "deed-settled" });
  const checked = checkFile(content);
  if (!checked.ok) return checked;
  const { sha256, mediaType, bytes } = checked.value;
  if (deed.evidence.some((each) => each.sha256 === sha256)) return ok({ deed, sha256 });
  if (deed.evidence.length >= mostEvidence)
    return refuse({ code: "deed-evidence-many", params: { most: mostEvidence } });
  await sql`insert into deed_evidence (deed, sha256, name, media_type, size, content, attached_by)
    values (${file.deed}, ${sha256}, ${name}, ${mediaType}, ${bytes.length}, ${bytes}, ${actor.id})`.execute(tx);
  return ok({ deed, sha256 });
}

/** The file as it was attached; what is not what its digest says is gone. */
export async function readEvidence(
  tx: Transaction,
  reader: Reader,
  which: { readonly deed: number; readonly sha256: string },
): Promise<
  Outcome<
    { readonly deed: DeedRow; readonly name: string; readonly content: Buffer },
    Refusal<"outside-scope" | "document-gone">
  >
> {
  const deed = await findDeed(tx, reader, which.deed);
  if (deed === undefined) return refuse({ code: "outside-scope" });
  const { rows } = await sql<{ name: string; content: Buffer }>`
    select name, content from deed_evidence where deed = ${which.deed} and sha256 = ${which.sha256} and content is not null`.execute(
    tx,
  );
  const [found] = rows;
  if (found === undefined || digestOfFile(found.content) !== which.sha256) return refuse({ code: "document-gone" });
  return ok({ deed, ...found });
}

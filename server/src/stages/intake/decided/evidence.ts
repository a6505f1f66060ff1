import { mostClaimEvidence, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { checkFile } from "../deeds/evidence.ts";
import { digestOfFile } from "../evidence-file.ts";
import { type ClaimRow, findClaim, lockClaim } from "./claim-store.ts";
import { actsOf } from "./reach.ts";

export type File = { readonly name: string; readonly content: Buffer | undefined };

/** Of whoever proposed a deduction, and of the unit concerned. */
export async function attachEvidence(
  tx: Transaction,
  actor: Actor,
  file: File & { readonly claim: number },
  today: string,
): Promise<
  Outcome<
    { readonly row: ClaimRow; readonly sha256: string },
    Refusal<"outside-scope" | "claim-settled" | "deed-evidence-unfit" | "claim-evidence-many">
  >
> {
  const row = await lockClaim(tx, actor.scope, file.claim);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (!actsOf(row, actor, today).includes("attach")) return refuse({ code: "claim-settled" });
  const checked = checkFile(file.content);
  if (!checked.ok) return checked;
  const { sha256 } = checked.value;
  if (row.evidence.some((each) => each.sha256 === sha256)) return ok({ row, sha256 });
  if (row.evidence.filter(({ by }) => by.id === actor.id).length >= mostClaimEvidence)
    return refuse({ code: "claim-evidence-many", params: { most: mostClaimEvidence } });
  await saveFile(tx, { claim: file.claim, name: file.name, ...checked.value, by: actor.id });
  return ok({ row, sha256 });
}

type FileToSave = {
  readonly claim?: number;
  readonly sheet?: number;
  readonly name: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly by: string;
};

export async function saveFile(tx: Transaction, file: FileToSave): Promise<void> {
  const { claim = null, sheet = null, name, sha256, mediaType, bytes, by } = file;
  await sql`insert into decided_evidence (claim, sheet, sha256, name, media_type, size, content, attached_by)
    values (${claim}, ${sheet}, ${sha256}, ${name}, ${mediaType}, ${bytes.length}, ${bytes}, ${by})`.execute(tx);
}

type Stored = { readonly name: string; readonly content: Buffer };

/** As it was attached; what is not what its digest says is gone. */
export async function takeFile(
  tx: Transaction,
  where: RawBuilder<boolean>,
): Promise<Outcome<Stored, Refusal<"document-gone">>> {
  const { rows } = await sql<Stored & { sha256: string }>`
    select name, content, sha256 from decided_evidence where ${where}`.execute(tx);
  const [found] = rows;
  return found === undefined || digestOfFile(found.content) !== found.sha256
    ? refuse({ code: "document-gone" })
    : ok({ name: found.name, content: found.content });
}

export async function readEvidence(
  tx: Transaction,
  { scope }: Actor,
  { claim, sha256 }: { readonly claim: number; readonly sha256: string },
): Promise<Outcome<Stored & { readonly row: ClaimRow }, Refusal<"outside-scope" | "document-gone">>> {
  const row = await findClaim(tx, scope, claim);
  if (row === undefined) return refuse({ code: "outside-scope" });
  const taken = await takeFile(tx, sql<boolean>`claim = ${claim} and sha256 = ${sha256}`);
  return taken.ok ? ok({ ...taken.value, row }) : taken;
}

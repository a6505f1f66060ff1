import { mostEvidence, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { checkFile } from "../deeds/evidence.ts";
import { digestOfFile } from "../evidence-file.ts";
import { findProject, listMilestones, listStageEvidence, type ProjectRow, type Reader } from "./project-store.ts";
import { type By, heldBy, outside, settled, type Tools } from "./projects.ts";

type Sent = {
  readonly project: number;
  readonly milestone?: number | undefined;
  readonly name: string;
  readonly content: Buffer | undefined;
};
type Attached = { readonly row: ProjectRow; readonly sha256: string };

/** What stands already beside the milestone, or beside the stage; undefined: there is no such milestone. */
async function beside(tx: Transaction, row: ProjectRow, milestone: number | undefined, today: string) {
  if (milestone === undefined) return listStageEvidence(tx, row);
  return (await listMilestones(tx, row, today)).find(({ number }) => number === milestone)?.evidence;
}

/** Files that show it: three beside a milestone, three beside a stage. None is added while somebody decides on it. */
export async function attachEvidence(
  tx: Transaction,
  actor: By,
  { project, milestone, name, content }: Sent,
  tools: Tools,
): Promise<
  Outcome<
    Attached,
    Refusal<"outside-scope" | "project-settled" | "things-unknown" | "deed-evidence-unfit" | "deed-evidence-many">
  >
> {
  const row = await heldBy(tx, actor, { project, as: "keep-projects" }, tools);
  if (row === undefined) return outside();
  const isFor = milestone === undefined ? row.stage !== "stopped" : row.stage === "under-way";
  if (!isFor || row.isProposed) return settled();
  const checked = checkFile(content);
  if (!checked.ok) return checked;
  const { sha256, mediaType, bytes } = checked.value;
  const there = await beside(tx, row, milestone, tools.clock.today());
  if (there === undefined) return refuse({ code: "things-unknown", params: { things: String(milestone) } });
  if (there.some((each) => each.sha256 === sha256)) return ok({ row, sha256 });
  if (there.length >= mostEvidence) return refuse({ code: "deed-evidence-many", params: { most: mostEvidence } });
  await sql`insert into project_evidence (project, sha256, milestone, stage, name, media_type, size, content, attached_by)
    values (${project}, ${sha256}, ${milestone ?? null}, ${row.stage}, ${name}, ${mediaType}, ${bytes.length}, ${bytes}, ${actor.id})`.execute(
    tx,
  );
  return ok({ row, sha256 });
}

/** The file as it was attached; what is not what its digest says is gone. */
export async function readEvidence(
  tx: Transaction,
  reader: Reader,
  { project, sha256 }: { readonly project: number; readonly sha256: string },
): Promise<
  Outcome<
    { readonly row: ProjectRow; readonly name: string; readonly content: Buffer },
    Refusal<"outside-scope" | "document-gone">
  >
> {
  const row = await findProject(tx, reader, project);
  if (row === undefined) return outside();
  const { rows } = await sql<{ name: string; content: Buffer }>`
    select name, content from project_evidence where project = ${project} and sha256 = ${sha256} limit 1`.execute(tx);
  const [file] = rows;
  if (file === undefined || digestOfFile(file.content) !== sha256) return refuse({ code: "document-gone" });
  return ok({ row, ...file });
}

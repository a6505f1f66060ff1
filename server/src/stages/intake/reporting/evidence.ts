import type { ReportFile } from "@biaochi/contract";
import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { largestReportFile, officeFiles, shownFiles } from "@biaochi/contract/choices";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { digestOfFile, typeOfFile } from "../evidence-file.ts";
import { findFile, saveFile } from "./act-store.ts";
import { findReport, type Reader, type ReportRow } from "./report-store.ts";
import { heldBy } from "./submit.ts";

const taken = [...shownFiles, ...officeFiles];
const isShowable = (type: string): boolean => shownFiles.some((each) => each === type);

type Attached = { readonly row: ReportRow; readonly file: z.input<typeof ReportFile> };

/** A file of the unit that a submission may name from then on, here and beside its other reports. */
export async function attachReportFile(
  tx: Transaction,
  actor: Actor,
  reader: Reader,
  sent: { readonly report: number; readonly name: string; readonly content: Buffer | undefined },
): Promise<Outcome<Attached, Refusal<"outside-scope" | "report-elsewhere" | "report-file-unfit">>> {
  const { report, name, content } = sent;
  const row = await findReport(tx, reader, report);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (!row.mayEnter) return refuse({ code: "report-elsewhere", params: heldBy(row) });
  const mediaType = content && content.length <= largestReportFile ? typeOfFile(content, taken) : undefined;
  if (content === undefined || mediaType === undefined) {
    const most = largestReportFile / (1024 * 1024);
    return refuse({ code: "report-file-unfit", params: { name, size: content?.length ?? 0, most } });
  }
  const of = { programme: row.programme, unit: row.unit.id };
  const sha256 = digestOfFile(content);
  const file = await saveFile(tx, of, { sha256, name, mediaType, size: content.length, content, by: actor.id });
  return ok({ row, file });
}

type Taken = {
  readonly row: ReportRow;
  readonly name: string;
  readonly content: Buffer;
  readonly shownAs?: string;
};

/** The file as it was sent; what is not what its digest says is gone. Office files are never shown in their place. */
export async function readReportFile(
  tx: Transaction,
  reader: Reader,
  which: { readonly report: number; readonly sha256: string; readonly isShown: boolean },
): Promise<Outcome<Taken, Refusal<"outside-scope" | "document-gone">>> {
  const { report, sha256, isShown } = which;
  const row = await findReport(tx, reader, report);
  if (row === undefined) return refuse({ code: "outside-scope" });
  const of = { programme: row.programme, unit: row.unit.id };
  const found = await findFile(tx, of, { report, sha256, isSender: row.isSender });
  if (found === undefined || digestOfFile(found.content) !== sha256) return refuse({ code: "document-gone" });
  const { name, content, mediaType } = found;
  return ok({ row, name, content, ...(isShown && isShowable(mediaType) ? { shownAs: mediaType } : {}) });
}

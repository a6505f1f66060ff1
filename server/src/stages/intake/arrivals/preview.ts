import { type Outcome, type Place, type Refusal, type StreamMapping } from "@biaochi/contract";
import type { Database } from "../../../platform/database.ts";
import type { ArrivalTools, By } from "./commands.ts";
import type { RowReason } from "./quarantine-store.ts";
import type { Fields } from "./record-store.ts";
import type { Told } from "./run-store.ts";

/** One row as it came and as it would be kept; rows with reasons would be put aside. */
export type PreviewRow = {
  readonly ref: string;
  readonly raw: unknown;
  readonly key: string | null;
  readonly fields: Fields;
  readonly happenedAt: string | null;
  readonly unitCode: string | null;
  readonly reasons: readonly RowReason[];
  /** Ids of checks that it does not pass though it may count. */
  readonly notes: readonly string[];
};

export type Preview = {
  /** Why nothing came, or why all of it would be refused. */
  readonly failure: Told | null;
  /** Headings of a table; null: the rows are items. */
  readonly columns: readonly string[] | null;
  readonly rows: readonly PreviewRow[];
  readonly remarks: readonly Told[];
};

export type PreviewQuestion = {
  readonly programme: string;
  readonly connection: string;
  /** As it is typed; absent: as it is saved. */
  readonly place?: Place | undefined;
  readonly secret?: string | undefined;
  /** Absent: what comes is shown as it is, and nothing of it is read. */
  readonly mapping?: StreamMapping | undefined;
  /** For what is sent: an example of it, a JSON array or CSV. */
  readonly sample?: string | undefined;
};

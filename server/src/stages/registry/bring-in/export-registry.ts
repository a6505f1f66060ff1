import type { Registry } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import { askIn, readRegistry } from "../edition-store.ts";

export type Exported = Registry;

/** The registry as it stands now. */
export const readExport = (tx: Transaction, programme: string): Promise<Exported> =>
  readRegistry(askIn(tx), { programme, recording: 2_147_483_647 });

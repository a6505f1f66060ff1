import type { ImportThreadData } from "./import-thread.ts";
import { openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type ImportDesk = Pick<WokenThread, "wake" | "close">;

export type ImportDeskOptions = Pick<WokenThreadOptions, "hasWaiting"> & { readonly url: string };

/** What a thread may take, in megabytes: 100,000 officials with their posts need less than half of it (bench, part bring-in). */
const mostMemory = 2_048;

/**
 * The thread that reads workbooks. One that fell over what a file holds is started again, which ends because the attempts of
 * each import are counted in the database: the file is given up, with a reason, and what waits behind it goes on.
 */
export function openImportDesk({ url, hasWaiting }: ImportDeskOptions): ImportDesk {
  return openWokenThread({
    file: new URL("./import-thread.ts", import.meta.url),
    data: { url } satisfies Omit<ImportThreadData, "flags">,
    hasWaiting,
    limits: { maxOldGenerationSizeMb: mostMemory },
    isBegunAgain: true,
  });
}

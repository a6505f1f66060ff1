// Two processes in one folder could both find a comparison right and cosign two trees.
import { type Lock, takeLock } from "../lock-node.ts";
import { reasonOf } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

export type HeldFolder = Lock;

/** For a node that runs: whoever asks for its status at this moment holds the folder for an instant. */
export const patienceOfNodes = 500;

export function holdFolder(folder: string, patience = 0): Done<HeldFolder> {
  try {
    const lock = takeLock(folder, patience);
    return lock === undefined ? undone("folder-in-use", { folder }) : done(lock);
  } catch (error) {
    return undone("folder-unwritable", { folder, reason: reasonOf(error) });
  }
}

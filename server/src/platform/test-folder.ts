import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** The data folder of the running test file, its own: what another user left in a common one cannot be read. */
export const testFolder = mkdtempSync(join(tmpdir(), "biaochi-test-"));

afterAll(() => rmSync(testFolder, { recursive: true, force: true }));

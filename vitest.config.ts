import { defineConfig } from "vitest/config";

const databaseServer = "./server/src/platform/test-database-server.ts";

export default defineConfig({
  test: {
    maxWorkers: 2, // the default leaves one of two cores idle
    projects: [
      {
        test: {
          name: "unit",
          include: ["{engine,ledger,words,contract,bench}/**/*.test.ts", "tools/**/*.test.ts"],
          testTimeout: 60_000, // no test asserts times, and the machine may have other work
        },
      },
      {
        test: {
          name: "store",
          include: ["server/**/*.test.ts"],
          globalSetup: [databaseServer],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["web/**/*.test.{ts,tsx}"],
          globalSetup: [databaseServer],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 }, // after the others: two browsers and two offices keep both cores busy
        },
      },
    ],
  },
});

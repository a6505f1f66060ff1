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
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["web/**/*.test.{ts,tsx}"],
          globalSetup: [databaseServer],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          // A wait in a browser that never ended was seen twice and is not explained; a second attempt is told in the log.
          retry: process.env.CI === undefined ? 0 : 1,
          sequence: { groupOrder: 1 }, // after the others: two browsers and two offices keep both cores busy
        },
      },
    ],
  },
});

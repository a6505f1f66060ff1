import { expect, test } from "vitest";
import { failuresOf, sumUp } from "./test.mjs";

const file = (status: string, tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test("counts tests, and a file that could not be read as one failure", () => {
  const testResults = [file("passed", ["passed"]), file("failed", ["failed", "passed"]), file("failed", [])];
  expect(sumUp({ numPassedTests: 2, numFailedTests: 1, testResults }, 1)).toEqual({ passed: 2, failed: 2 });
});

test("a run that ends badly is never all right", () => {
  expect(sumUp({ numPassedTests: 5, numFailedTests: 0, testResults: [] }, 1)).toEqual({ passed: 5, failed: 1 });
  expect(sumUp(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  expect(sumUp({ numPassedTests: 5, numFailedTests: 0, testResults: [] }, 0)).toEqual({ passed: 5, failed: 0 });
});

test("names what failed, a line each, with the first lines of why and no signs of a terminal", () => {
  const name = new URL("./test.test.ts", import.meta.url).pathname;
  const told = {
    status: "failed",
    fullName: "adds up",
    failureMessages: ["expected \u001b[31m3\u001b[39m\n  shown: 4"],
  };
  const unread = { name, status: "failed", message: "no such module\n  at line 1", assertionResults: [] };
  expect(failuresOf({ testResults: [{ name, status: "failed", assertionResults: [told] }, unread] })).toEqual([
    "tools/test.test.ts: adds up: expected 3 · shown: 4",
    "tools/test.test.ts: no such module",
  ]);
  expect(failuresOf(undefined)).toEqual([]);
});

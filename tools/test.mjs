// `npm test`: everything, with no step before it. Plain JavaScript for Node 18 or newer.
//   npm test                      all of it
//   npm test -- --project unit    arguments go to Vitest
// Ends with one plain line, `N passed, N failed`, which any reader of logs understands.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { keepCompiled, nodeFor } from "./bundled-node.mjs";
import { buildPages, install, runToTheEnd } from "./groundwork.mjs";
import { tell } from "./messages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Sums up a JSON report. A test file that could not even be read counts as one failure: it has no tests to count. */
export function sumUp(report, exitCode) {
  const files = report?.testResults ?? [];
  const unread = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((each) => each.status === "failed"),
  );
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + unread.length;
  // A run that ends badly has failed, whatever it counted (an unhandled error, no report at all).
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

/** The failed tests of a JSON report, a line each, so that the end of a long log still names them. */
export function failuresOf(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((each) => each.status === "failed");
    if (file.status === "failed" && failed.length === 0)
      return [`${relative(root, file.name)}: ${firstLine(file.message)}`];
    return failed.map(
      (each) => `${relative(root, file.name)}: ${each.fullName}: ${firstLines(each.failureMessages?.[0])}`,
    );
  });
}

const firstLine = (text) => (text ?? "").split("\n", 1)[0].slice(0, 200);

/** What went wrong, and where it was waited for, in one line that holds nothing but signs of a terminal. */
function firstLines(text) {
  const told = (text ?? "").split("\n").filter((line) => !line.includes("node_modules"));
  const plain = told.slice(0, 12).map((line) => line.replaceAll(/\p{Cc}(\[\d+m)?/gu, "").trim());
  return plain
    .filter((line) => line !== "")
    .join(" · ")
    .slice(0, 700);
}

/** Tests that could not be run have failed. */
function notRun(code) {
  tell(code);
  return { passed: 0, failed: 1 };
}

async function main() {
  const installed = install(root);
  if (!installed.ok) return notRun(installed.code);
  const node = nodeFor(root);
  if (node === undefined) return notRun("node-missing");
  keepCompiled(root);
  const built = buildPages(root);
  if (!built.ok) return notRun(built.code);
  const folder = mkdtempSync(join(tmpdir(), "biaochi-report-"));
  const reportFile = join(folder, "report.json");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const exitCode = await runToTheEnd(node, [vitest, "run", ...reporters, ...process.argv.slice(2)], { cwd: root });
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, "utf8")) : undefined;
  rmSync(folder, { recursive: true, force: true });
  for (const line of failuresOf(report)) process.stdout.write(`FAILED ${line}\n`);
  return sumUp(report, exitCode);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed } = await main();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

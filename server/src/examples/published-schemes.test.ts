import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compareAppraisals } from "@biaochi/engine";
import { describe, expect, test } from "vitest";
import { appraiseFolder, differences, type Expected, examples, type Run, resultOf } from "./folders.ts";

const root = join(examples, "published-schemes");
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** The schemes of which the published text gives enough to score something. */
const published = [
  "02-a",
  "02-b",
  "02-c",
  "02-d",
  "02-e",
  "04-chuzhou",
  "04-wanjiang",
  "07-a",
  "07-b",
  "07-c",
  "07-d",
  "07-f",
  "07-g",
  "12-leaders",
  "12-quotas-statistics",
  "12-quotas-bureau",
];

test("every published scheme has a folder", () => {
  expect(published.filter((id) => !folders.some((folder) => folder.startsWith(id)))).toEqual([]);
});

describe.each(folders)("%s", (name) => {
  const folder = join(root, name);
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected;

  test("says where the scheme is from, and that its figures are invented", () => {
    expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(/FIXTURE/);
    expect(expected.figures).toMatch(/^FIXTURE/);
    for (const run of runsOf(expected))
      for (const each of run.expect) expect(each.why.length, each.subject).toBeGreaterThan(20);
  });

  test.each(runsOf(expected).map((run, i) => [run.schemeFile ?? run.asOf ?? `${i + 1}`, run] as const))(
    "gives what was derived by hand: %s",
    async (_, run) => {
      const { schemeFile, asOf } = run;
      const { appraisal } = await appraiseFolder(folder, {
        period: expected.period,
        ...(schemeFile === undefined ? {} : { schemeFile: join(folder, schemeFile) }),
        ...(asOf === undefined ? {} : { asOf }),
      });
      expect(run.expect.flatMap((each) => differences(each, resultOf(appraisal, each.subject)))).toEqual([]);
      for (const quota of run.quotas ?? []) {
        const found = appraisal.quotas.find(
          (each) => each.grading === quota.grading && each.grade === quota.grade && each.group === quota.group,
        );
        expect(found, `${quota.grade} ${quota.group}: ${quota.why}`).toMatchObject({
          places: quota.places,
          ...(quota.share === undefined ? {} : { share: quota.share }),
          ...(quota.taken === undefined ? {} : { taken: quota.taken }),
          ...(quota.undecided === undefined ? {} : { undecided: quota.undecided }),
        });
      }
    },
  );
});

test("a table that was replaced in November: the same facts under both, and who moved", async () => {
  const folder = join(root, "02-b-wenzhou-revision");
  const before = await appraiseFolder(folder, { asOf: "2013-10-31" });
  const after = await appraiseFolder(folder, { asOf: "2013-12-31" });
  expect([before.dataset.scheme.version, after.dataset.scheme.version]).toEqual([1, 2]);
  expect(before.dataset.digests.facts).toBe(after.dataset.digests.facts);
  const changes = compareAppraisals(before.appraisal, after.appraisal);
  expect(changes.map((change) => change.subject).sort()).toEqual(["lucheng", "ruian", "taishun"]);
});

test("no folder is without expectations", () => {
  expect(folders.filter((name) => !existsSync(join(root, name, "expected.json")))).toEqual([]);
});

type AnyRun = Run & { readonly schemeFile?: string; readonly asOf?: string };
function runsOf(expected: Expected): readonly AnyRun[] {
  return expected.runs ?? [{ expect: expected.expect ?? [], ...(expected.quotas ? { quotas: expected.quotas } : {}) }];
}

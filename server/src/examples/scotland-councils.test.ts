import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { appraiseFolder, examples, resultOf } from "./folders.ts";
import { Fraction } from "./fraction.ts";
import { readTable } from "./plain-texts.ts";
import { computeScotland } from "./scotland-oracle.ts";

const folder = join(examples, "scotland-councils");

describe("Scotland's councils: real figures, computed twice", () => {
  test("the engine and the second computation agree exactly on all 32", async () => {
    const { appraisal } = await appraiseFolder(folder);
    const second = computeScotland(folder, 2022);
    expect(second).toHaveLength(32);
    expect(appraisal.results).toHaveLength(32);
    const apart: string[] = [];
    for (const council of second) {
      const result = resultOf(appraisal, council.council);
      const say = (what: string, wanted: string, found: string | undefined) => {
        if (wanted !== found) apart.push(`${council.council} ${what}: second computation ${wanted}, engine ${found}`);
      };
      say("exact", fraction(council.exact), result.exact && fraction(Fraction.read(result.exact)));
      say("score", council.exact.toTwoPlaces(), result.score);
      say("rank", String(council.rank), result.rank);
      say("standing", council.missing.length === 0 ? "complete" : "provisional", result.standing);
      say(
        "missing",
        [...council.missing].sort().join(" "),
        result.missing
          .map((path) => path.split("/").at(-1))
          .sort()
          .join(" "),
      );
      for (const [block, points] of council.blocks) {
        const node = result.nodes.find((each) => each.path === block);
        // a missing block elsewhere scales this one up: compare what it earned of what it could bring
        const full = node && Fraction.read(node.full);
        const share = node?.points && full ? fraction(Fraction.read(node.points).over(full)) : "nothing";
        say(block, fraction(points.over(Fraction.read(weights[block] ?? "0"))), share);
      }
    }
    expect(apart).toEqual([]);
  });

  test("the committed results are those of the second computation", () => {
    const committed = readTable(join(folder, "expected.csv"));
    const second = computeScotland(folder, 2022).map((council) => ({
      subject: council.council,
      score: council.exact.toTwoPlaces(),
      rank: String(council.rank),
      missing: [...council.missing].sort().join(" "),
      ...Object.fromEntries([...council.blocks].map(([block, points]) => [block, points.toTwoPlaces()])),
    }));
    expect(
      committed.map(({ exact: _, ...row }) =>
        Object.fromEntries(Object.entries(row).filter(([name, v]) => v !== "" || name === "missing")),
      ),
    ).toEqual(second);
    const written = computeScotland(folder, 2022).map((council) => fraction(council.exact));
    expect(committed.map((row) => row.exact)).toEqual(written);
  });

  test("every digit of the source is kept, and a figure that is not in the source stays missing", async () => {
    const { dataset } = await appraiseFolder(folder);
    const nine = dataset.facts.observations.find(
      (o) => o.subject === "fife" && o.indicator === "CORP11" && o.period === "2022",
    );
    expect(nine?.value).toEqual({ num: 338482677n, den: 200000000n }); // 1.692413385
    const housing = dataset.facts.observations.filter(
      (o) => o.subject === "glasgow-city" && o.indicator.startsWith("HSN"),
    );
    expect(housing).toEqual([]);
  });

  test("three directions, two systems of peer groups, at least forty indicators", async () => {
    const { dataset } = await appraiseFolder(folder);
    expect(new Set(dataset.scheme.indicators.map((i) => i.direction))).toEqual(new Set(["higher", "lower", "nearest"]));
    expect(dataset.scheme.indicators.length).toBeGreaterThanOrEqual(40);
    const councils = readTable(join(folder, "units.csv"));
    for (const system of ["deprivation", "rurality"]) expect(new Set(councils.map((row) => row[system])).size).toBe(4);
  });
});

const weights: Readonly<Record<string, string>> = {
  children: "20",
  care: "14",
  culture: "12",
  environment: "12",
  roads: "8",
  housing: "8",
  economy: "10",
  corporate: "10",
  finance: "6",
};

const fraction = (value: Fraction): string => (value.bottom === 1n ? `${value.top}` : `${value.top}/${value.bottom}`);

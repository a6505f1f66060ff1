import { expect, it } from "vitest";
import { chance as seeded } from "./demo-city/chance.ts";
import { distributionOf, distributionOfUnits } from "./stages/scoring/distribution.ts";
import { scoreText } from "./stages/scoring/run-output.ts";

const chance = seeded(20262, "distributions");

it("is the same told from whole numbers of units as counted from published texts", () => {
  for (let round = 0; round < 400; round += 1) {
    const places = chance.between(0, 4);
    const [low, span] = [chance.between(-300, 900), chance.between(0, 10 ** chance.between(0, 4))];
    const scores = Array.from({ length: chance.between(1, 60) }, () =>
      chance.between(0, 9) === 0 ? Number.NaN : (low + chance.between(0, span)) * 10 ** chance.between(0, places),
    );
    const counts = scores.map((score) => ({ score: scoreText(score, places), n: 1 }));
    expect(distributionOfUnits(scores, places), JSON.stringify([places, scores])).toEqual(distributionOf(counts));
  }
});

it("closes the last bin, and has none where nobody has a score", () => {
  const { bins } = distributionOfUnits([0, 50, 100, 100], 0);
  expect(bins.map(({ from, to, count }) => [from, to, count])).toEqual([
    ...[["0", "10", 1], ...Array.from({ length: 4 }, (_, k) => [`${10 + 10 * k}`, `${20 + 10 * k}`, 0])],
    ...[["50", "60", 1], ...Array.from({ length: 3 }, (_, k) => [`${60 + 10 * k}`, `${70 + 10 * k}`, 0])],
    ["90", "100", 2],
  ]);
  expect(distributionOfUnits([Number.NaN], 2)).toEqual({ bins: [], unscored: 1 });
});

import { expect, test } from "vitest";
import { randomFrom, splitMix64, xoshiro128 } from "./random.ts";

test("the published outputs of SplitMix64 from seed 1234567", () => {
  const numbers = splitMix64(1234567n);
  expect(Array.from({ length: 5 }, () => numbers.next().value)).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});

test("the published outputs of xoshiro128** from state 1, 2, 3, 4", () => {
  const random = xoshiro128(1, 2, 3, 4);
  expect(Array.from({ length: 10 }, () => random.next())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test("a seed begins with the halves of two SplitMix64 numbers, low half first", () => {
  // Seed 1234567: 0x599ed017_fb08fc85 and 0x2c73f084_58540fa5.
  const plain = xoshiro128(0xfb08fc85, 0x599ed017, 0x58540fa5, 0x2c73f084);
  const seeded = randomFrom(1234567);
  for (let i = 0; i < 100; i++) expect(seeded.next()).toBe(plain.next());
});

test("fractions lie strictly inside 0 and 1, spread evenly, and any seed of 53 bits will do", () => {
  const random = randomFrom(2 ** 53 - 1);
  const tenths = new Array(10).fill(0);
  let outside = 0;
  for (let i = 0; i < 100_000; i++) {
    const f = random.fraction();
    if (!(f > 0 && f < 1)) outside++;
    tenths[Math.floor(f * 10)]++;
  }
  expect(outside).toBe(0);
  // Binomial with sd 95: five of them.
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475);
});

import { expect, test } from "vitest";
import { benchExactness, clerkExactness } from "./exactness.ts";

test("the bench city agrees with the checksums that two SQL engines and two programs reached", () => {
  const small = benchExactness("XS");
  expect(small.agrees).toBe(true);
  expect(small.fallback).toBeLessThan(0.05);
  console.info(`fallback on ${small.set}: ${(small.fallback * 100).toFixed(2)} %`);
});

test("a clerk's year is right where doubles are wrong", () => {
  const clerk = clerkExactness(2_000);
  expect(clerk.agrees).toBe(true);
  expect(clerk.halves).toBeGreaterThan(0.03);
  expect(clerk.wrongInDoubles).toBeGreaterThan(0.005);
  console.info(
    `fallback on ${clerk.set}: ${(clerk.fallback * 100).toFixed(2)} %, exact halves ${(clerk.halves * 100).toFixed(1)} %`,
  );
});

import { readExact } from "@biaochi/engine";

/** A finite decimal in lowest terms: `mantissa` / 10 ** `decimals`, at most {@link mostDecimals} of them. */
export interface Decimal {
  readonly mantissa: bigint;
  readonly decimals: number;
}

/** What a packed value may have behind the point; finer ones stay narrow. */
export const mostDecimals = 15;

/** The decimal that a recorded number is, written as a decimal or as a fraction; undefined where none of 15 places is exact. */
export function decimalOf(text: string): Decimal | undefined {
  const value = readExact(text);
  if (value === undefined) return undefined;
  let scale = 1n;
  for (let decimals = 0; decimals <= mostDecimals; decimals += 1, scale *= 10n)
    if (scale % value.den === 0n) return { mantissa: value.num * (scale / value.den), decimals };
  return undefined;
}

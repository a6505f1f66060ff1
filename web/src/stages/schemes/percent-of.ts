/** By how many per cent something became less or more, with its sign and one decimal; null where there was nothing. */
export function percentOf(before: number, after: number): string | null {
  if (before === 0) return null;
  const percent = Math.round(((after - before) / before) * 1000) / 10;
  return percent > 0 ? `+${percent}` : String(percent).replace("-", "−");
}

/**
 * Where an exact value is drawn: a pixel needs no more than a float. Never used for a figure that is printed or compared.
 */
export function position(exact: string): number {
  const [top = "0", bottom = "1"] = exact.split("/");
  return Number(top) / Number(bottom);
}

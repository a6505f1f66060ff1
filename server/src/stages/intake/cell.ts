export type FactsAt = { readonly programme: string; readonly recording: number };
/** An indicator in a period: what one block is about. */
export type Group = { readonly indicator: string; readonly period: string };
export type Cell = Group & { readonly subject: string };

export const keyOf = ({ indicator, period }: Group): string => `${indicator}\n${period}`;
export function groupOf(key: string): Group {
  const at = key.indexOf("\n");
  return { indicator: key.slice(0, at), period: key.slice(at + 1) };
}

import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../exchange/ask.ts";

/** Figures arrive by the minute: whoever watches sees the score move. */
const askAgainAfter = 5_000;

type LiveChoice = { readonly since?: number };

export function readLiveChoice(search: Readonly<Record<string, unknown>>): LiveChoice {
  const since = Number(search.since);
  return Number.isInteger(since) && since > 0 && since < 2 ** 31 ? { since } : {};
}

export const live = (which: {
  readonly programme: string;
  readonly subject: string;
  readonly since: number | undefined;
}) =>
  queryOptions({
    queryKey: ["live", which],
    queryFn: () => {
      const { programme, subject, since } = which;
      return ask("readLive", { params: { programme, subject }, query: since === undefined ? {} : { since } });
    },
    staleTime: 0,
    refetchInterval: askAgainAfter,
  });

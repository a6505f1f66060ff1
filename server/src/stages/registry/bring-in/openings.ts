import type { ClientBase } from "pg";
import type { KnownOpening, NewOpening } from "./trial.ts";

/** Paths of blocks and items. */
export type ScoredNodes = ReadonlySet<string>;

/**
 * Opening balances are facts and belong to the stage `intake`, which stands to the right: whoever joins the parts hands its
 * doors in.
 */
export type OpeningsDoor = {
  /** Those that stand at a recording. */
  readonly read: (
    client: ClientBase,
    at: { readonly programme: string; readonly recording: number },
  ) => Promise<readonly KnownOpening[]>;
  /** What the scheme of a period scores; undefined: no scheme is there for it. */
  readonly scored: (
    client: ClientBase,
    at: { readonly programme: string; readonly recording: number },
  ) => Promise<(period: string) => ScoredNodes | undefined>;
  /** Records them under the recording at hand; one that supersedes another corrects it. */
  readonly save: (
    client: ClientBase,
    where: { readonly programme: string; readonly recording: number },
    openings: readonly NewOpening[],
  ) => Promise<void>;
};

export const noOpenings: OpeningsDoor = {
  read: async () => [],
  scored: async () => () => undefined,
  save: async () => undefined,
};

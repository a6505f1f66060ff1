import { covers, readPeriod } from "@biaochi/engine";

/** The newest act on a period: closed, or open again. */
export type Closing = {
  readonly period: string;
  readonly isClosed: boolean;
  readonly recording: number;
  readonly recordedAt: Date;
  readonly author: string;
  readonly reason: string;
};

/**
 * The closed period that keeps a fact of `period` out, if there is one. Closing a year closes its quarters and months;
 * closing a quarter leaves a fact of the whole year open, and reopening a quarter of a closed year opens nothing.
 */
export function closingOf(closings: readonly Closing[], period: string): Closing | undefined {
  const asked = readPeriod(period);
  if (asked === undefined) return undefined;
  return closings.find((closing) => {
    const closed = closing.isClosed ? readPeriod(closing.period) : undefined;
    return closed !== undefined && covers(closed, asked);
  });
}

/** A message to one person, as it leaves: the same for every way that one day carries it. */
export type Notice = {
  /** Of this installation and this notice alone, and the same however often it is tried. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
};

/**
 * What became of it.
 * accepted: somebody else has it now. later: certainly not taken, and may be tried again. refused: certainly not taken,
 * and asking again would change nothing. unknown: the message was on its way when the line broke, and may have arrived.
 * away: nobody answered at all, so that the next notice need not be tried either.
 */
export type Delivery =
  | { readonly outcome: "accepted"; readonly said: string }
  | { readonly outcome: "later" | "refused" | "unknown" | "away"; readonly said: string };

/**
 * A way by which notices leave the house. There is one, by mail (`smtp.ts`). An office messenger (政务微信, a port like
 * that of 浙政钉) would be another with the same notice, its `address` the person's number there; it is named here and not
 * built, because its doors are a city's own.
 */
export type NoticePort = {
  deliver(notice: Notice): Promise<Delivery>;
  /** Nobody waits for an answer any more. */
  close(): void;
};

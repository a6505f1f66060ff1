export type RoundClock = { close(): Promise<void> };

export type RoundClockOptions = {
  /** One look; what it throws is told, and it looks again. */
  readonly look: () => Promise<void>;
  /** Milliseconds between two looks. */
  readonly every: number;
  /** What stumbled, where the error has no name. */
  readonly name: string;
};

/** Looks again and again, never twice at once. */
export function openRoundClock({ look, every, name }: RoundClockOptions): RoundClock {
  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  async function lookOnce(): Promise<void> {
    try {
      await look();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error.name : `${name} stumbled`); // it looks again
    } finally {
      isLooking = false;
    }
  }
  function begin(): void {
    if (isLooking) return;
    isLooking = true;
    looking = lookOnce();
  }
  begin();
  const timer = setInterval(begin, every);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

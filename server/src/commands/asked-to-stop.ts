/** Aborts at the first signal. Later ones are ignored: npm and the terminal both pass Ctrl-C on. */
export function askedToStop(onAsked: () => void): AbortSignal {
  const asked = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals)
    process.on(signal, () => {
      if (!asked.signal.aborted) onAsked();
      asked.abort();
    });
  return asked.signal;
}

export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

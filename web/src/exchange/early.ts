declare global {
  interface Window {
    /** Answers that index.html has asked for, by address. */
    early?: Map<string, Promise<Response>>;
  }
}

/** After this an answer that nobody has taken is old, as any other (`questions.ts`). */
const freshMilliseconds = 30_000;

/** The answer to a question that index.html has asked already; each is given once. */
export function takeEarly(address: string, sinceOpened = performance.now()): Promise<Response> | undefined {
  if (sinceOpened > freshMilliseconds) globalThis.window.early?.clear();
  const answer = globalThis.window.early?.get(address);
  globalThis.window.early?.delete(address);
  return answer;
}

/** Whoever signs in or out, or changes something, gets no answer from before. */
export function forgetEarly(): void {
  globalThis.window.early?.clear();
}

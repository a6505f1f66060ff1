import type { QueryClient } from "@tanstack/react-query";
import { Refused } from "./ask.ts";
import { session } from "./questions.ts";

export const isSignedOut = (error: unknown): boolean =>
  error instanceof Refused && error.problem.code === "not-signed-in";

/**
 * A session may end while somebody is at work. When a page's question is refused for it, who is here is asked anew and `look` is
 * called: the router then leads to the door, and back to the same address. What was typed is not asked about here, so a form that
 * is refused stays as it is.
 */
export function watchSession(questions: QueryClient, look: () => Promise<unknown>): void {
  let isLooking = false;
  questions.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error" || !isSignedOut(event.action.error)) return;
    const isKnown = questions.getQueryData(session.queryKey)?.account == null;
    if (isLooking || isKnown) return;
    isLooking = true;
    void questions
      .fetchQuery({ ...session, staleTime: 0 })
      .then(look)
      .catch(() => undefined) // nobody answers: the page says so itself
      .finally(() => {
        isLooking = false;
      });
  });
}

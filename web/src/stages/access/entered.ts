import type { Session } from "@biaochi/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { session } from "../../exchange/questions.ts";

/** Lets somebody in who has just signed in, and shows them the page that they wanted. */
export function useEntered(): (answer: Session, back: string | undefined) => Promise<void> {
  const questions = useQueryClient();
  const navigate = useNavigate();
  return async (answer, back) => {
    // What another account was told is forgotten; who is here stays under its own key, which the frame is watching.
    questions.removeQueries({ predicate: (query) => query.queryKey[0] !== session.queryKey[0] });
    questions.setQueryData(session.queryKey, answer);
    await navigate({ to: back ?? "/", replace: true });
  };
}

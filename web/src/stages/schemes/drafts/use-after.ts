import type { DraftPage } from "@biaochi/contract";
import { useQueryClient } from "@tanstack/react-query";
import { draft } from "../../../exchange/draft-questions.ts";
import { todos } from "../../../exchange/questions.ts";

/** What is true after a step: the draft as it came back; lists and to-dos are asked anew. */
export function useAfterStep() {
  const questions = useQueryClient();
  return async (page: DraftPage) => {
    questions.setQueryData(draft(page.draft).queryKey, page);
    const stale = [["drafts"], ["schemes"], todos.queryKey];
    await Promise.all(stale.map((queryKey) => questions.invalidateQueries({ queryKey })));
  };
}

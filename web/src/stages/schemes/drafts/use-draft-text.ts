import type { DraftPage } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, Refused } from "../../../exchange/ask.ts";
import { draft as draftQuestion } from "../../../exchange/draft-questions.ts";
import { useAccount } from "../../../frame/current.ts";
import { keep, readKept } from "./kept-text.ts";

/**
 * The text of a draft while somebody writes it: what was typed stays in this browser until it is saved, with the revision that it
 * was written on. Saving on an older revision is refused by the server, and then both are laid beside each other.
 */
export function useDraftText(page: DraftPage) {
  const account = useAccount()?.id ?? "";
  const questions = useQueryClient();
  const [now, setNow] = useState(() => readKept(account, page.draft) ?? { base: page.revision, text: page.text });
  const [isRestored, setRestored] = useState(
    () => readKept(account, page.draft) !== undefined && now.text !== page.text,
  );
  const isChanged = now.text !== page.text || now.base !== page.revision;
  const isOvertaken = now.base < page.revision;
  useEffect(() => {
    // A newer revision of somebody else takes the place of a text in which nothing was typed.
    if (now.base < page.revision && readKept(account, page.draft) === undefined)
      setNow({ base: page.revision, text: page.text });
  }, [account, now.base, page.draft, page.revision, page.text]);

  const set = (text: string, base = now.base) => {
    // What was refused on an older revision says nothing of a text that was merged.
    if (base !== now.base) save.reset();
    setNow({ base, text });
    keep(account, page.draft, text === page.text && base === page.revision ? undefined : { base, text });
  };
  const forget = () => {
    keep(account, page.draft, undefined);
    save.reset();
    setNow({ base: page.revision, text: page.text });
    setRestored(false);
  };
  const save = useMutation({
    mutationFn: (note: string) =>
      ask("saveDraft", {
        params: { draft: page.draft },
        body: { text: now.text, ...(note.trim() === "" ? {} : { note: note.trim() }) },
        ifMatch: String(now.base),
      }),
    onSuccess: async (saved) => {
      keep(account, page.draft, undefined);
      setRestored(false);
      setNow({ base: saved.revision, text: saved.text });
      questions.setQueryData(draftQuestion(page.draft).queryKey, saved);
      await questions.invalidateQueries({ queryKey: ["drafts"] });
    },
    onError: async (error) => {
      if (error instanceof Refused && error.problem.code === "draft-stale")
        await questions.invalidateQueries(draftQuestion(page.draft));
    },
  });
  return { ...now, isChanged, isOvertaken, isRestored, set, forget, save };
}

export type DraftText = ReturnType<typeof useDraftText>;

import type { SubjectPage } from "@biaochi/contract";
import { score } from "@biaochi/words";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";

type Page = Pick<
  z.output<typeof SubjectPage>,
  "score" | "lost" | "losses" | "cohort" | "standing" | "full" | "missing"
>;

/** The score as a sentence: "91.36 · 在 5 处失去 8.64 分 · 同类中位数 89.90". */
export function ScoreSentence({ page }: { readonly page: Page }) {
  const say = useSay();
  if (page.score === null) return <p className="score">{say("score.not-formed")}</p>;
  const median = page.cohort?.spread?.[2];
  const parts = [
    page.losses.length === 0 || page.lost === null
      ? say("score.lost-nothing")
      : say("score.lost", { n: page.losses.length, lost: score(page.lost) }),
    median
      ? say("score.median", { median: score(median) })
      : say(page.cohort === null ? "mark.unranked" : "score.no-median"),
  ];
  return (
    <p className="score">
      <strong>{score(page.score)}</strong> · {parts.join(" · ")}{" "}
      {page.standing === "provisional" && (
        <span className="tag amber">
          <span aria-hidden="true">▲ </span>
          {say("standing.provisional.why", { n: page.missing.length })}
        </span>
      )}
    </p>
  );
}

import type { StandingRow } from "@biaochi/contract";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";

/** What a reader must know beside the score, each with a sign and a word. */
export function Marks({ row }: { readonly row: z.output<typeof StandingRow> }) {
  const say = useSay();
  return (
    <>
      {" "}
      {row.redLines > 0 && (
        <span className="tag red">
          <span aria-hidden="true">■ </span>
          {say("mark.red-line", { n: row.redLines })}
        </span>
      )}{" "}
      {row.standing === "provisional" && (
        <span className="tag amber">
          <span aria-hidden="true">▲ </span>
          {say("mark.provisional", { n: row.missing })}
        </span>
      )}{" "}
      {row.standing === "not-formed" && <span className="tag">{say("mark.not-formed")}</span>}{" "}
      {row.standing !== "not-formed" && row.cohort === null && <span className="tag">{say("mark.unranked")}</span>}
    </>
  );
}

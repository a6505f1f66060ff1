import type { VerificationRound } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { session } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";

type Props = { readonly round: z.output<typeof VerificationRound>; readonly isAnswered: boolean };

/** Until when, whether that is certain, and whether it is past. */
export function Deadline({ round, isAnswered }: Props) {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  if (!round.isOpen) return <p className="quiet">{say("verification.over")}</p>;
  const isLate = !isAnswered && round.due < today;
  return (
    <p>
      <strong>{say("verification.due", { day: day(say.language, round.due) })}</strong>
      {round.isDueProvisional && <span className="quiet small"> {say("verification.due.provisional")}</span>}
      {isLate && <span className="fault"> {say("verification.overdue")}</span>}
    </p>
  );
}

import type { Account } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { runs, session } from "../exchange/questions.ts";

/** Who is here; undefined while nobody is known. */
export function useAccount(): Account | undefined {
  return useQuery(session).data?.account ?? undefined;
}

/** The reader's programme and its newest finished run over the whole cycle. */
export function useProgramme() {
  const account = useAccount();
  const { data } = useQuery({ ...runs, enabled: account !== undefined });
  const programme = data?.programmes.find((each) => each.id === account?.programme);
  const run = data?.runs.find((each) => each.run === programme?.latestRun);
  return { programme, run };
}

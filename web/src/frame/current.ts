import type { Account, Run, Session, SubjectName } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { runs, session } from "../exchange/questions.ts";

type Named = z.output<typeof SubjectName>;

/** Who is here; undefined while nobody is known. */
export function useAccount(): Account | undefined {
  return useQuery(session).data?.account ?? undefined;
}

/** Whether the reader may do something at all. */
export function useMay(action: z.output<typeof Session>["may"][number]): boolean {
  return useQuery(session).data?.may.includes(action) ?? false;
}

/** What is the reader's own: those they answer for first, then themselves. */
export function useOwn(): readonly Named[] {
  const account = useAccount();
  if (account === undefined) return [];
  const answersFor = leads(account) ? [account.unit, account.team] : [];
  return [...answersFor, account.self].filter((each) => each !== null);
}

/** Whether it is worth asking for: nobody reads the own result as an official before it is issued, whatever else they are. */
export const isOpenAsOwn = ({ release }: Pick<z.output<typeof Run>, "release">, { type }: Named): boolean =>
  type !== "official" || release === "issued";

/** Whether somebody answers for a unit. */
export const leads = ({ roles }: Account): boolean => roles.includes("head") || roles.includes("liaison");

/** A programme and its newest finished run over the whole cycle; the reader's own where none is named. */
export function useProgramme(id?: string) {
  const account = useAccount();
  const { data } = useQuery({ ...runs, enabled: useMay("see-runs") });
  const wanted = id ?? account?.programme;
  const programme = data?.programmes.find((each) => each.id === wanted);
  const run = data?.runs.find((each) => each.run === programme?.latestRun);
  return { programme, run };
}

/** The programme that a scheme scores; a reader may see several. */
export function useProgrammeOfScheme(scheme: string): string | undefined {
  return useQuery({ ...runs, enabled: useMay("see-runs") }).data?.runs.find((each) => each.scheme.id === scheme)
    ?.programme.id;
}

/** The programme whose data the page at hand shows: of its address, else the reader's own. */
export function useShownProgramme() {
  const { run, programme, scheme } = useParams({ strict: false });
  const { data } = useQuery({ ...runs, enabled: useMay("see-runs") });
  const shown = data?.runs.find((each) => String(each.run) === run || (run === undefined && each.scheme.id === scheme));
  return useProgramme(programme ?? shown?.programme.id).programme;
}

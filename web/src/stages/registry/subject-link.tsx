import type { Account, SubjectName } from "@biaochi/contract";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { leads, useAccount } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";

type Named = z.output<typeof SubjectName>;

/** Those whose grant reaches the whole city. */
const everywhere: readonly Account["roles"][number][] = ["organiser", "authority", "auditor"];

/** Whether a link would lead anywhere but to a refusal. The server decides; this only spares the reader a dead end. */
function leadsSomewhere(account: Account | undefined, subject: Named): boolean {
  if (account === undefined) return false;
  if (account.roles.some((role) => everywhere.includes(role))) return true;
  const own = [account.self, ...(leads(account) ? [account.unit, account.team] : [])];
  return own.some((each) => each?.id === subject.id) || (leads(account) && subject.type === "official");
}

/** The name of a unit, team or official: a link to its result where the reader may open it, else its name alone. */
export function SubjectLink({ run, subject }: { readonly run: number | undefined; readonly subject: Named }) {
  const say = useSay();
  const account = useAccount();
  const name = say.named(subject.name);
  if (run === undefined || !leadsSomewhere(account, subject)) return <span>{name}</span>;
  return (
    <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject: subject.id }}>
      {name}
    </Link>
  );
}

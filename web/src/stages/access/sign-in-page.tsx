import type { Account } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { ask } from "../../exchange/ask.ts";
import { demoAccounts, session } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

type Role = Account["roles"][number];

/** Who is found together: first those under appraisal, last those who keep the installation. */
const groups: readonly { readonly group: Group; readonly roles: readonly Role[] }[] = [
  { group: "appraised", roles: ["head", "liaison", "deputy", "section-head", "official"] },
  { group: "office", roles: ["organiser", "owner", "committee-member", "clerk", "authority"] },
  { group: "oversight", roles: ["discipline", "auditor", "case-officer"] },
  { group: "installation", roles: ["system-administrator", "security-administrator", "audit-administrator"] },
];
type Group = "appraised" | "office" | "oversight" | "installation";

/** The door of the demo: one click for each kind of person, with what that person can do. */
export function SignInPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(demoAccounts);
  const questions = useQueryClient();
  const navigate = useNavigate();
  const { back } = useSearch({ from: "/sign-in" });
  const enter = useMutation({
    mutationFn: (account: string) => ask("signIn", { body: { account } }),
    onSuccess: async (answer) => {
      // What another account was told is forgotten; who is here stays under its own key, which the frame is watching.
      questions.removeQueries({ predicate: (query) => query.queryKey[0] !== session.queryKey[0] });
      questions.setQueryData(session.queryKey, answer);
      await navigate({ to: back ?? "/" });
    },
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("sign-in.title")}</PageTitle>
      <p className="lead">{say("sign-in.lead")}</p>
      {enter.error && <Failed error={enter.error} />}
      {data.accounts.length === 0 && <Empty title={say("sign-in.none")} todo={say("sign-in.none.todo")} />}
      {groups.map(({ group, roles }) => (
        <section key={group} aria-labelledby={group}>
          <h2 id={group}>{say(`role-group.${group}`)}</h2>
          <ul className="cards">
            {roles.flatMap((role) =>
              data.accounts
                .filter((account) => account.roles[0] === role)
                .map((account) => (
                  <li key={account.id} className="card" data-role={role}>
                    <h3>{say(`role.${role}`)}</h3>
                    <p>
                      <strong>{say.named(account.name)}</strong>
                      <Place account={account} />
                    </p>
                    <p className="quiet">{say(`role.${role}.can`)}</p>
                    <Button
                      type="primary"
                      loading={enter.isPending && enter.variables === account.id}
                      onClick={() => enter.mutate(account.id)}
                    >
                      {say("sign-in.as", { name: say.named(account.name) })}
                    </Button>
                  </li>
                )),
            )}
          </ul>
        </section>
      ))}
      <p className="quiet small">{say("sign-in.demo")}</p>
    </>
  );
}

function Place({ account }: { readonly account: Account }) {
  const say = useSay();
  const place = account.unit;
  return place ? <span className="quiet"> · {say.named(place.name)}</span> : null;
}

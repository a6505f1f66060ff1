import type { Account } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { ask } from "../../exchange/ask.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { useEntered } from "./entered.ts";

type Role = Account["roles"][number];

/** Who is found together: first those under appraisal, last those who keep the installation. */
const groups: readonly { readonly group: Group; readonly roles: readonly Role[] }[] = [
  { group: "appraised", roles: ["head", "liaison", "deputy", "section-head", "official"] },
  { group: "office", roles: ["organiser", "owner", "committee-member", "clerk", "authority"] },
  { group: "oversight", roles: ["discipline", "auditor", "case-officer"] },
  { group: "installation", roles: ["system-administrator", "security-administrator", "audit-administrator"] },
];
type Group = "appraised" | "office" | "oversight" | "installation";

type Props = { readonly accounts: readonly Account[]; readonly back: string | undefined };

/** The door of the demo: one click for each kind of person, with what that person can do. */
export function DemoCards({ accounts, back }: Props) {
  const say = useSay();
  const entered = useEntered();
  const enter = useMutation({
    mutationFn: (account: string) => ask("signIn", { body: { account } }),
    onSuccess: (answer) => entered(answer, back),
  });
  return (
    <>
      <RefusedHere error={enter.error} />
      {groups.map(({ group, roles }) => (
        <section key={group} aria-labelledby={group}>
          <h2 id={group}>{say(`role-group.${group}`)}</h2>
          <ul className="cards">
            {roles.flatMap((role) =>
              accounts
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

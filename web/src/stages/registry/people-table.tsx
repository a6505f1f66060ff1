import type { PostHeld } from "@biaochi/contract";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { SpanCells, SpanHeads, wordOf } from "./span-of-time.tsx";

type Props = { readonly programme: string; readonly label: string; readonly people: readonly PostHeld[] };

/** Who has a post in a unit on the day, in protocol order. */
export function PeopleTable({ programme, label, people }: Props) {
  const say = useSay();
  if (people.length === 0) return <p className="quiet">{say("registry-unit.no-people")}</p>;
  return (
    <Scroll label={label}>
      <table className="plain terms">
        <thead>
          <tr>
            <th scope="col">{say("registry-person.name")}</th>
            <th scope="col">{say("registry-person.role")}</th>
            <th scope="col">{say("registry-unit.section")}</th>
            <th scope="col">{say("registry-person.rank")}</th>
            <th scope="col">{say("registry-person.kind")}</th>
            <SpanHeads />
          </tr>
        </thead>
        <tbody>
          {people.map((each) => (
            <tr key={each.post}>
              <th scope="row">
                <Link
                  to="/programmes/$programme/registry/officials/$subject"
                  params={{ programme, subject: each.official.id }}
                >
                  {say.named(each.official.name)}
                </Link>
              </th>
              <td>{[each.title, wordOf(say, "registry-role", each.roleClass)].filter(Boolean).join(" · ")}</td>
              <td>{each.section === null ? "—" : say.named(each.section.name)}</td>
              <td>{wordOf(say, "registry-rank", each.rank)}</td>
              <td>
                {say(`registry-person.kind.${each.kind}`)}
                {each.share === "1" ? "" : ` · ${each.share}`}
              </td>
              <SpanCells since={each.since} until={each.until} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

import { exactOf, minus, show } from "@biaochi/engine/exact";
import { score, signed } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import type { Compared } from "./compare-page.tsx";

type Change = Compared["changes"][number];

/** A few nodes say why; the rest are counted. */
const nodesTold = 3;

/** Each subject that changed: score, rank of units and teams, proposed grade, and the nodes that moved. */
export function ChangesTable({ page }: { readonly page: Compared }) {
  const say = useSay();
  const run = String(page.after.run);
  return (
    <Scroll label={say("compare.who", { n: page.total })} tall>
      <table className="plain sticky">
        <thead>
          <tr>
            <th scope="col">{say("heat.subject")}</th>
            <th scope="col" className="number">
              {say("compare.difference")}
            </th>
            <th scope="col" className="number wide-only">
              {say("compare.score")}
            </th>
            <th scope="col" className="number wide-only">
              {say("compare.rank")}
            </th>
            <th scope="col" className="wide-only">
              {say("standings.column.grade")}
            </th>
            <th scope="col">{say("compare.why")}</th>
          </tr>
        </thead>
        <tbody>
          {page.changes.map((change) => (
            <tr key={change.subject.id}>
              <th scope="row">
                <Link to="/runs/$run/subjects/$subject" params={{ run, subject: change.subject.id }}>
                  {say.named(change.subject.name)}
                </Link>{" "}
                <span className="quiet small">{say(`subject.one.${change.subject.type}`)}</span>
              </th>
              <td className="number strong">{differenceOf(change)}</td>
              <td className="number wide-only">
                {moved(
                  change.before?.score ? score(change.before.score) : null,
                  change.after?.score ? score(change.after.score) : null,
                )}
              </td>
              <td className="number wide-only">{moved(change.before?.rank ?? null, change.after?.rank ?? null)}</td>
              <td className="wide-only">
                {moved(
                  change.before?.grade ? say.named(change.before.grade.name) : null,
                  change.after?.grade ? say.named(change.after.grade.name) : null,
                )}
              </td>
              <td>
                <Nodes change={change} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** "84.00 → 85.20"; one of them where nothing moved, a dash where there was none. */
function moved(before: string | null, after: string | null): string {
  if (before === after) return after ?? "—";
  return `${before ?? "—"} → ${after ?? "—"}`;
}

function differenceOf({ before, after }: Change): string {
  if (!before?.score || !after?.score) return "—";
  return signed(show(minus(exactOf(after.score), exactOf(before.score))));
}

/** The innermost nodes that moved, the largest first: a block only says what its items say. */
function Nodes({ change }: { readonly change: Change }) {
  const say = useSay();
  if (!change.before) return <span className="tag">{say("compare.is-new")}</span>;
  if (!change.after) return <span className="tag">{say("compare.is-gone")}</span>;
  const moves = change.nodes
    .filter((node) => !change.nodes.some((other) => other.path.startsWith(`${node.path}/`)))
    .map((node) => ({ ...node, by: minus(exactOf(node.to ?? "0"), exactOf(node.from ?? "0")) }))
    .sort((a, b) => Math.abs(Number(b.by.num) / Number(b.by.den)) - Math.abs(Number(a.by.num) / Number(a.by.den)));
  if (moves.length === 0) return <span className="quiet">{say("compare.by-others")}</span>;
  return (
    <ul className="moves">
      {moves.slice(0, nodesTold).map((node) => (
        <li key={node.path}>
          {say.named(node.name)} <span className="figure">{signed(show(node.by))}</span>
        </li>
      ))}
      {moves.length > nodesTold && <li className="quiet">{say("compare.more", { n: moves.length - nodesTold })}</li>}
    </ul>
  );
}

import type { ListNode } from "@biaochi/contract";
import { quantity, rules } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import type { Answer } from "../../exchange/doors.ts";
import { schemeChanges } from "../../exchange/questions.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { LinesTable } from "./lines-table.tsx";

type Node = z.output<typeof ListNode>;
type Changes = Answer<"compareSchemeVersions">;
type Props = {
  readonly scheme: string;
  readonly version: number;
  readonly programme: string;
  readonly versions: readonly number[];
  readonly since: number | undefined;
};

/** Every version, and what became different since the one that is chosen: in words first, then line by line. */
export function Versions({ scheme, version, programme, versions, since }: Props) {
  const say = useSay();
  const others = versions.filter((each) => each !== version);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{say("scheme.versions", { n: versions.length })}</h2>
      <ul className="doors plain-list">
        {others.map((each) => (
          <li key={each}>
            <Link to="/schemes/$scheme/$version" params={{ scheme, version: String(each) }}>
              {say("scheme.other-version", { version: each })}
            </Link>{" "}
            {each === since ? (
              <Link
                to="/schemes/$scheme/$version"
                params={{ scheme, version: String(version) }}
                search={({ since: _since, ...kept }) => kept}
                resetScroll={false}
              >
                {say("scheme.hide-difference")}
              </Link>
            ) : (
              <Link
                to="/schemes/$scheme/$version"
                params={{ scheme, version: String(version) }}
                search={(now) => ({ ...now, since: each })}
                resetScroll={false}
              >
                {say("scheme.difference", { version: each })}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {since !== undefined && since !== version && <Difference {...{ scheme, version, programme, since }} />}
    </section>
  );
}

type DifferenceProps = {
  readonly scheme: string;
  readonly version: number;
  readonly programme: string;
  readonly since: number;
};

function Difference({ scheme, version, programme, since }: DifferenceProps) {
  const say = useSay();
  const { data, error, refetch } = useQuery(schemeChanges({ scheme, version }, { since, programme }));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const title = say("scheme.changes", { before: since, after: version, n: data.changes.length });
  return (
    <>
      <h3>{title}</h3>
      {data.changes.length === 0 ? (
        <p>{say("scheme.changes.none")}</p>
      ) : (
        <Scroll label={title}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("scheme.node")}</th>
                <th scope="col">{say("scheme.what")}</th>
                <th scope="col">{say("scheme.before", { version: since })}</th>
                <th scope="col">{say("scheme.after", { version })}</th>
              </tr>
            </thead>
            <tbody>
              {data.changes.map((change) => (
                <ChangeRow key={`${change.list.id}:${(change.after ?? change.before)?.path}`} change={change} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <details className="behind">
        <summary>{say("scheme.lines")}</summary>
        <LinesTable lines={data.lines} />
      </details>
    </>
  );
}

/** A list of its own that only one of the two versions has. */
const isWholeList = ({ before, after, list }: Changes["changes"][number]): boolean =>
  (before === null || after === null) && (after ?? before)?.name["zh-CN"] === list.name["zh-CN"];

function ChangeRow({ change }: { readonly change: Changes["changes"][number] }) {
  const say = useSay();
  const { before, after, what, list } = change;
  const name = (after ?? before)?.name;
  return (
    <tr>
      <th scope="row">
        {name && say.named(name)}{" "}
        <span className="quiet small">{isWholeList(change) ? say("scheme.whole-list") : say.named(list.name)}</span>
      </th>
      <td>{what.map((each) => say(`scheme.what.${each}`)).join(say("list.separator"))}</td>
      <td>{before ? told(say, before, what) : say("score.none")}</td>
      <td>{after ? told(say, after, what) : say("score.none")}</td>
    </tr>
  );
}

/** Only what became different is told, of a new or removed node its weight and its rule. */
function told(say: Say, node: Node, what: Changes["changes"][number]["what"]): string {
  const whole = what.includes("added") || what.includes("removed");
  const weight = node.weight
    .map(({ of, points }) =>
      [of, points === null ? say("scheme.by-coefficient") : quantity(points)].filter(Boolean).join(" "),
    )
    .join(say("list.separator"));
  const parts = [
    ...(what.includes("name") ? [say.named(node.name)] : []),
    ...((whole || what.includes("weight")) && weight ? [say("scheme.worth-points", { points: weight })] : []),
    ...((whole || what.includes("rule")) && node.rule ? [rules.says(say.language, node.rule.says)] : []),
    ...(what.includes("indicator") && node.indicator
      ? [
          [
            say.named(node.indicator.name),
            node.indicator.owner && say.named(node.indicator.owner.name),
            node.indicator.source,
          ]
            .filter(Boolean)
            .join(" · "),
        ]
      : []),
    ...(what.includes("basis") && node.basis ? [say.named(node.basis)] : []),
  ];
  return parts.join(say("sentence.between"));
}

import type { ListInWords as Sent } from "@biaochi/contract";
import { isCode, periodName, quantity, rules, score } from "@biaochi/words";
import type { z } from "zod";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { RuleParts } from "./rule-parts.tsx";
import "../../look/schemes.css";

type Own = z.output<typeof Sent>;
type Node = Own["nodes"][number];

const depthOf = (path: string): number => path.split("/").length;
const aboveOf = (path: string): string => path.split("/").slice(0, -1).join("/");

/** The list of one subject as sentences, part by part: what is asked, by which rule, from what source, with which target. */
export function ListInWords({ own, level = 2 }: { readonly own: Own; readonly level?: 2 | 3 }) {
  const say = useSay();
  const parts = own.nodes.filter(({ kind }) => kind === "block");
  const under = (above: string) => own.nodes.filter((node) => node.kind !== "block" && aboveOf(node.path) === above);
  const numbers = new Map(inReadingOrder(own.nodes).map((node, at) => [node.path, at + 1] as const));
  const Heading = `h${level}` as const;
  const Inner = `h${level + 1}` as "h3" | "h4";
  const main = under("");
  const items = main.filter(({ kind }) => kind === "item");
  const adjustments = main.filter(({ kind }) => kind !== "item");
  return (
    <div className="list-in-words">
      {items.length > 0 && <Items own={own} nodes={items} numbers={numbers} />}
      {parts.map((part) => {
        const worth = own.worths[part.path];
        const name = say.named(part.name);
        const title = worth
          ? say("own-list.part", { name, points: score(worth) })
          : say("own-list.part.plain", { name });
        const inside = under(part.path);
        return (
          <section key={part.path}>
            {depthOf(part.path) === 1 ? <Heading>{title}</Heading> : <Inner>{title}</Inner>}
            {inside.length > 0 && <Items own={own} nodes={inside} numbers={numbers} />}
          </section>
        );
      })}
      {adjustments.length > 0 && (
        <section>
          <Heading>{say("own-list.adjustments")}</Heading>
          <Items own={own} nodes={adjustments} numbers={numbers} />
        </section>
      )}
      {own.redLines.length > 0 && (
        <section>
          <Heading>{say("own-list.red-lines", { n: own.redLines.length })}</Heading>
          <ul>
            {own.redLines.map((line) => (
              <li key={line.id}>
                {say.named(line.name)}{" "}
                <span className="quiet small">{say("own-list.basis", { basis: say.named(line.basis) })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Items as they are read: of the whole first, then part by part, the deductions and bonuses of the whole last. */
function inReadingOrder(nodes: readonly Node[]): readonly Node[] {
  const isTop = ({ path }: Node) => depthOf(path) === 1;
  const rank = (node: Node) => (!isTop(node) ? 1 : node.kind === "item" ? 0 : 2);
  return nodes.filter(({ kind }) => kind !== "block").toSorted((a, b) => rank(a) - rank(b));
}

type ItemsProps = {
  readonly own: Own;
  readonly nodes: readonly Node[];
  readonly numbers: ReadonlyMap<string, number>;
};

function Items({ own, nodes, numbers }: ItemsProps) {
  const say = useSay();
  return (
    <ol className="asked" start={numbers.get(nodes[0]?.path ?? "") ?? 1}>
      {nodes.map((node) => (
        <li key={node.path} value={numbers.get(node.path)}>
          <p>
            <strong>{say.named(node.name)}</strong>{" "}
            {node.kind === "item" ? (
              <>
                <span className="figure">{pointsOf(say, own, node)}</span>{" "}
                <span className="tag">
                  {say(own.common.includes(node.path) ? "own-list.common" : "own-list.individual")}
                </span>
              </>
            ) : (
              node.kind !== "block" && <span className="tag">{say(`node.${node.kind}`)}</span>
            )}
          </p>
          {node.rule && <p>{rules.says(say.language, node.rule.says)}</p>}
          {node.rule && <RuleParts parts={node.rule.parts} />}
          <p className="quiet small">{about(say, own, node).join(say("sentence.between"))}</p>
        </li>
      ))}
    </ol>
  );
}

/** Points of the whole; and where the rule counts in others (each part is scaled to its weight), in which. */
function pointsOf(say: Say, own: Own, node: Node): string {
  const worth = own.worths[node.path];
  if (worth === null || worth === undefined || own.full === null) return say("own-list.item.open");
  const told = say("own-list.item", { points: score(worth), full: quantity(own.full) });
  const [only, ...others] = node.weight;
  const isScaled = only?.points && others.length === 0 && only.of === null && score(only.points) !== score(worth);
  return isScaled ? say("own-list.item.scaled", { told, weight: quantity(only.points ?? "") }) : told;
}

/** Where the figures come from, how often, who answers for them, what is aimed at, and what it rests on. */
function about(say: Say, own: Own, node: Node): readonly string[] {
  const { indicator, basis, measured } = node;
  const period = own.periods[node.path];
  const kind = indicator?.source ?? undefined;
  const code = `source-kind.${kind}`;
  // Where an incident is recorded its kind says already; only of an item is it worth saying that nobody said it.
  const isSilent = measured === "unsaid" && node.kind !== "item";
  const source =
    kind === undefined ? measured && !isSilent && say(`measured.${measured}`) : isCode(code) ? say(code) : kind;
  const often = period === undefined ? undefined : say(`own-list.period.${period}`);
  const from = [source, often].filter(Boolean).join(say("list.separator"));
  const targets = own.targets.filter((each) => each.indicator === indicator?.id);
  const isAimed = JSON.stringify(node.rule?.parameters ?? {}).includes('"target":{"target"');
  const aims = targets.map(({ period: when, value }) =>
    say("own-list.target.one", {
      period: periodName(say.language, when),
      value: `${quantity(value)}${indicator?.measure ?? ""}`,
    }),
  );
  return [
    ...(from ? [say("own-list.source", { source: from })] : []),
    ...(indicator?.owner ? [say("own-list.owner", { owner: say.named(indicator.owner.name) })] : []),
    ...(aims.length > 0 ? [say("own-list.target", { targets: aims.join(say("list.separator")) })] : []),
    ...(aims.length === 0 && isAimed ? [say("own-list.no-target")] : []),
    ...(basis ? [say("own-list.basis", { basis: say.named(basis) })] : []),
  ];
}

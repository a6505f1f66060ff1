import type { ListNode, SchemePage as Page } from "@biaochi/contract";
import { isCode, quantity, rules, score } from "@biaochi/words";
import type { z } from "zod";
import { position } from "../../charts/position.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { RuleParts } from "./rule-parts.tsx";

type Node = z.output<typeof ListNode>;
type List = z.output<typeof Page>["lists"][number];

type TreeProps = {
  readonly list: List;
  readonly worths: Readonly<Record<string, string | null>> | undefined;
  readonly full: string | null;
};

/** One list as a tree: what each node is worth of the whole, by which rule, from whom. */
export function WeightsTree({ list, worths, full }: TreeProps) {
  const say = useSay();
  const isFor = (node: Node) => !worths || node.kind === "deduction" || node.kind === "bonus" || node.path in worths;
  return (
    <Scroll label={say.named(list.name)}>
      <table className="plain scheme stacked">
        <thead>
          <tr>
            <th scope="col">{say("scheme.node")}</th>
            <th scope="col" className="number">
              {full === null ? say("scheme.weight") : say("scheme.worth", { full: quantity(full) })}
            </th>
            <th scope="col">{say("scheme.rule")}</th>
            <th scope="col">{say("scheme.source")}</th>
          </tr>
        </thead>
        <tbody>
          {list.nodes
            .filter((node) => (node.kind !== "block" || node.weight.length > 0) && isFor(node))
            .map((node) => (
              <Row key={node.path} node={node} worth={worths?.[node.path]} full={full} />
            ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The name of a system as it is; the kind of a source where no system is named. */
function sourceOf(say: Say, source: string): string {
  const code = `source-kind.${source}`;
  return isCode(code) ? say.composed(code) : source;
}

/** Owner and source, and how the points come about. */
function fromWhom(say: Say, node: Node): string {
  return [
    node.indicator?.owner && say.named(node.indicator.owner.name),
    node.indicator?.source && sourceOf(say, node.indicator.source),
  ]
    .filter(Boolean)
    .join(" · ");
}

function Row({
  node,
  worth,
  full,
}: {
  readonly node: Node;
  readonly worth: string | null | undefined;
  readonly full: string | null;
}) {
  const say = useSay();
  const depth = Math.min(node.path.split("/").length - 1, 4);
  const whole = full === null ? 0 : position(full);
  return (
    <tr className={`depth-${depth} ${node.kind}`}>
      <th scope="row">
        {say.named(node.name)}{" "}
        {(node.kind === "bonus" || node.kind === "deduction") && (
          <span className="tag">{say(`node.${node.kind}`)}</span>
        )}
        {node.measured && node.kind === "item" && (
          <span className="measure small quiet">
            <span className={`swatch measured-${node.measured}`} aria-hidden="true" />{" "}
            {say(`measured.${node.measured}`)}
          </span>
        )}
      </th>
      <td className="number worth">
        {worth === undefined || worth === null ? (
          node.weight.map((weight) => (
            <div key={weight.of ?? ""}>
              {weight.of !== null && <span className="quiet small">{weight.of} </span>}
              {weight.points === null ? say("scheme.by-coefficient") : quantity(weight.points)}
            </div>
          ))
        ) : (
          <>
            {score(worth)}
            {whole > 0 && (
              <span className="worth-bar" aria-hidden="true">
                <span style={{ width: `${(position(worth) / whole) * 100}%` }} />
              </span>
            )}
          </>
        )}
      </td>
      <td className="below">
        {node.rule && (
          <>
            {rules.says(say.language, node.rule.says)}
            <RuleParts parts={node.rule.parts} />
          </>
        )}
        {node.basis && <p className="quiet small">{say.named(node.basis)}</p>}
      </td>
      <td className="small below">{fromWhom(say, node)}</td>
    </tr>
  );
}

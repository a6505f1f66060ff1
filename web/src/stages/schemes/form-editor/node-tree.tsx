import type { SchemePath } from "@biaochi/engine";
import { Button } from "antd";
import { useSay } from "../../../frame/preferences.tsx";
import { AddNode } from "./add-node.tsx";
import { idOf, listOf, mapOf, placed, textOf, useEditing } from "./editing.ts";
import { NodeEditor } from "./node-editor.tsx";
import { useGroupName, useNodeName } from "./node-name.ts";
import { Sum, weightInWords } from "./sums.tsx";

type TreeProps = {
  /** Where the list of nodes stands in the document. */
  readonly at: SchemePath;
  readonly nodes: readonly unknown[];
  readonly kind?: "item" | "deduction" | "bonus";
};

/** The nodes of a block, each with its weight, and what it is when it is opened. */
export function NodeTree({ at, nodes, kind = "item" }: TreeProps) {
  const say = useSay();
  if (nodes.length === 0) return <p className="quiet small">{say("scheme-form.empty")}</p>;
  return (
    <ul className="nodes">
      {placed(nodes).map(([n, node]) => (
        <Node key={n} at={[...at, n]} node={node} count={nodes.length} kind={kind} />
      ))}
    </ul>
  );
}

type NodeProps = {
  readonly at: SchemePath;
  readonly node: unknown;
  readonly count: number;
  readonly kind: "item" | "deduction" | "bonus";
};

function Node({ at, node, count, kind }: NodeProps) {
  const say = useSay();
  const { opened, open, edit, findingsBelow, leadTo } = useEditing();
  const nameOf = useNodeName();
  const groupName = useGroupName();
  const value = mapOf(node);
  const isBlock = "block" in value;
  const isUse = "use" in value;
  const isOpen = opened === idOf(at);
  const name = isUse ? say("scheme-form.uses", { name: groupName(textOf(value.use)) }) : say.named(nameOf(node));
  const found = findingsBelow(at);
  const list = at.slice(0, -1);
  const position = Number(at.at(-1));
  const move = (to: number) => edit({ do: "move", from: at, to: list, index: to });
  return (
    <li className={isBlock ? "block" : kind}>
      <div className="node">
        <button
          type="button"
          id={idOf(at)}
          className={isUse ? "node-name leads" : "node-name"}
          aria-expanded={isUse ? undefined : isOpen}
          onClick={() => (isUse ? leadTo(["blocks", textOf(value.use)]) : open(idOf(isOpen ? at.slice(0, 2) : at)))}
        >
          {name} {kind !== "item" && <span className="tag">{say(`node.${kind}`)}</span>}
        </button>
        <span className="figure">{weightInWords(say, value.weight)}</span>
        {isBlock && <Sum block={node} />}
        {found.length > 0 && (
          <span className={`tag ${found.some(({ severity }) => severity === "error") ? "red" : "amber"}`}>
            <span aria-hidden="true">■ </span>
            {say("scheme-form.findings.here", { n: found.length })}
          </span>
        )}
        <span className="node-deeds">
          <Button
            size="small"
            type="text"
            disabled={position === 0}
            aria-label={say("scheme-form.up", { name })}
            onClick={() => move(position - 1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            type="text"
            disabled={position === count - 1}
            aria-label={say("scheme-form.down", { name })}
            onClick={() => move(position + 1)}
          >
            ↓
          </Button>
          <Button
            size="small"
            type="text"
            aria-label={say("scheme-form.remove", { name })}
            onClick={() => edit({ do: "remove", at })}
          >
            {say("scheme-form.remove.short")}
          </Button>
        </span>
      </div>
      {isOpen && !isUse && <NodeEditor at={at} node={value} kind={isBlock ? "block" : kind} />}
      {isBlock && <BlockInside at={at} block={value} of={name} />}
    </li>
  );
}

type InsideProps = {
  readonly at: SchemePath;
  readonly block: Readonly<Record<string, unknown>>;
  readonly of: string;
};

/** Items, deductions and bonuses of a block, and what can be added to it. */
export function BlockInside({ at, block, of }: InsideProps) {
  const deductions = listOf(mapOf(block.deductions).items);
  const bonus = listOf(mapOf(block.bonus).items);
  return (
    <>
      <NodeTree at={[...at, "items"]} nodes={listOf(block.items)} />
      {deductions.length > 0 && <NodeTree at={[...at, "deductions", "items"]} nodes={deductions} kind="deduction" />}
      {bonus.length > 0 && <NodeTree at={[...at, "bonus", "items"]} nodes={bonus} kind="bonus" />}
      <AddNode at={[...at, "items"]} items={listOf(block.items)} of={of} block={block} />
    </>
  );
}

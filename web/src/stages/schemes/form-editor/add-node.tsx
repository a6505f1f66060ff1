import type { SchemePath } from "@biaochi/engine";
import { Button } from "antd";
import { useState } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import { freeName, type IndicatorChoice, idOf, listOf, mapOf, textOf, useEditing } from "./editing.ts";
import { useGroupName } from "./node-name.ts";

type Props = {
  /** The list of nodes that it goes to, and what stands there. */
  readonly at: SchemePath;
  readonly items: readonly unknown[];
  /** What the block or the shared group is called. */
  readonly of: string;
  /** The block around the list; a shared group has none, and no deductions. */
  readonly block?: Readonly<Record<string, unknown>>;
};

const idsIn = (nodes: readonly unknown[]): readonly string[] =>
  nodes.map((node) => textOf(mapOf(node).item) || textOf(mapOf(node).block));

/** What can be put into a block: an item on an indicator, another block, a shared group, a deduction, a bonus. */
export function AddNode({ at, items, of, block }: Props) {
  const say = useSay();
  const { edit, indicators, raw } = useEditing();
  const groupName = useGroupName();
  const [wanted, setWanted] = useState("");
  const id = `${idOf(at)}-add`;
  const addItem = () => {
    const indicator = indicators.find((each) => each.id === wanted);
    if (!indicator) return;
    const item = freeName(indicator.id, idsIn(items));
    const value = {
      item,
      ...(item === indicator.id ? {} : { indicator: indicator.id }),
      weight: 1,
      rule: { kind: "completion-rate", target: { target: true } },
    };
    edit(...entryEdits(raw, indicator), { do: "insert", at, index: items.length, value });
    setWanted("");
  };
  const addBlock = () => {
    const name = freeName("part", idsIn(items));
    const value = { block: name, name: say("scheme-form.new-block"), weight: 10, outOf: 100, items: [] };
    edit({ do: "insert", at, index: items.length, value });
  };
  const shared = Object.keys(mapOf(mapOf(raw).blocks));
  const adjust = (key: "deductions" | "bonus") => {
    const above = at.slice(0, -1);
    const now = listOf(mapOf(block?.[key]).items);
    const rule =
      key === "deductions"
        ? { kind: "negative-deduction", causes: [{ type: "x", deduct: 1 }], floor: -5 }
        : { kind: "capped-bonus", awards: [{ type: "x", points: 1 }], cap: 2 };
    const value = { item: freeName(key === "bonus" ? "bonus" : "deduction", idsIn(now)), rule };
    if (block?.[key] === undefined) edit({ do: "set", at: [...above, key], value: { items: [value] } });
    else edit({ do: "insert", at: [...above, key, "items"], index: now.length, value });
  };
  return (
    <details className="adds">
      <summary className="small">{say("scheme-form.adds", { name: of })}</summary>
      <div className="adding">
        <label htmlFor={id} className="small">
          {say("scheme-form.add-item.which")}
        </label>
        <select id={id} value={wanted} onChange={(event) => setWanted(event.target.value)}>
          <option value="">—</option>
          {indicators.map((each) => (
            <option key={each.id} value={each.id}>
              {say.named(each.name)}
            </option>
          ))}
        </select>
        <Button size="small" disabled={wanted === ""} onClick={addItem}>
          {say("scheme-form.add-item")}
        </Button>
        <Button size="small" onClick={addBlock}>
          {say("scheme-form.add-block")}
        </Button>
        {block && (
          <>
            <Button size="small" onClick={() => adjust("deductions")}>
              {say("scheme-form.add-deduction")}
            </Button>
            <Button size="small" onClick={() => adjust("bonus")}>
              {say("scheme-form.add-bonus")}
            </Button>
          </>
        )}
        {shared.length > 0 && (
          <select
            aria-label={say("scheme-form.add-use")}
            value=""
            onChange={(event) => edit({ do: "insert", at, index: items.length, value: { use: event.target.value } })}
          >
            <option value="">{say("scheme-form.add-use")}</option>
            {shared.map((name) => (
              <option key={name} value={name}>
                {groupName(name)} · {name}
              </option>
            ))}
          </select>
        )}
      </div>
    </details>
  );
}

/** An indicator of the library that the document does not have yet is taken into it. */
export function entryEdits(raw: unknown, indicator: IndicatorChoice) {
  const own = listOf(mapOf(raw).indicators);
  const isThere = own.some((each) => textOf(mapOf(each).id) === indicator.id);
  if (isThere || indicator.entry === undefined) return [];
  return [{ do: "insert", at: ["indicators"], index: own.length, value: indicator.entry } as const];
}

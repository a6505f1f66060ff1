import { type FormKey, partKeys, type SchemePath } from "@biaochi/engine";
import { useSay } from "../../../frame/preferences.tsx";
import { entryEdits } from "./add-node.tsx";
import { idOf, listOf, mapOf, textOf, useEditing } from "./editing.ts";
import { GroupFields } from "./group-fields.tsx";
import { useNodeName } from "./node-name.ts";
import { FindingsBeside, keyName, Pick } from "./simple-field.tsx";

type Props = {
  readonly at: SchemePath;
  readonly node: Readonly<Record<string, unknown>>;
  readonly kind: "block" | "item" | "deduction" | "bonus";
};

/** What people set first; everything else stands behind "more settings". */
const first = {
  block: ["name", "weight", "outOf"],
  item: ["weight", "rule", "basis"],
  deduction: ["rule", "basis", "owner"],
  bonus: ["rule", "basis", "owner"],
} as const;
/** What has its own place in the tree. */
const elsewhere = new Set(["items", "indicator"]);

/** Everything about one node: an item with its indicator and rule, a block with its full marks. */
export function NodeEditor({ at, node, kind }: Props) {
  const say = useSay();
  const keys = partKeys(kind === "block" ? "Block" : kind === "item" ? "Item" : "Adjustment");
  const chosen: readonly string[] = first[kind];
  const shown = chosen.flatMap((name) => keys.filter(({ key }) => key === name));
  const rest = keys
    .filter(({ key }) => !chosen.includes(key) && !elsewhere.has(key))
    .flatMap((each) => limitsOnly(each, node));
  return (
    <div className="node-editor">
      <FindingsBeside at={at} />
      {kind === "item" && <IndicatorChoice at={at} node={node} />}
      <GroupFields keys={shown} at={at} value={node} />
      <MoveTo at={at} />
      <details className="behind">
        <summary>{say("scheme-form.more")}</summary>
        <GroupFields keys={rest} at={at} value={node} />
      </details>
    </div>
  );
}

/** Deductions and bonuses of a block stand in the tree; here are only their limits, once there are any. */
export function limitsOnly(key: FormKey, block: Readonly<Record<string, unknown>>): readonly FormKey[] {
  if (key.field.kind !== "group" || (key.key !== "deductions" && key.key !== "bonus")) return [key];
  if (block[key.key] === undefined) return [];
  const keys = key.field.keys.filter((each) => each.key !== "items");
  return [{ ...key, isRequired: true, field: { ...key.field, keys } }];
}

function IndicatorChoice({ at, node }: Omit<Props, "kind">) {
  const say = useSay();
  const { edit, indicators, raw } = useEditing();
  const own = textOf(node.item);
  const now = textOf(node.indicator) || own;
  const isKnown = indicators.some(({ id }) => id === now);
  const options = indicators.map(({ id, name }) => ({ value: id, label: `${say.named(name)} · ${id}` }));
  return (
    <Pick
      at={[...at, "indicator"]}
      label={keyName(say, "indicator")}
      value={isKnown ? now : ""}
      options={[{ value: "", label: say("scheme-form.unset") }, ...options]}
      onPick={(id) => {
        const chosen = indicators.find((each) => each.id === id);
        if (chosen) edit(...entryEdits(raw, chosen), { do: "set", at: [...at, "indicator"], value: id });
        else if (node.indicator !== undefined) edit({ do: "remove", at: [...at, "indicator"] });
      }}
    />
  );
}

/** Into another block of the same list or shared group. */
function MoveTo({ at }: { readonly at: SchemePath }) {
  const say = useSay();
  const { raw, edit, open } = useEditing();
  const nameOf = useNodeName();
  const isAdjustment = at.includes("deductions") || at.includes("bonus");
  const places = isAdjustment || at[0] !== "lists" ? [] : placesIn(rootOf(raw, at), [...at.slice(0, 2), "score"]);
  const here = idOf(at.slice(0, -1));
  const others = places.filter((place) => idOf(place.at) !== here && !idOf(place.at).startsWith(`${idOf(at)}.`));
  if (others.length === 0) return null;
  return (
    <Pick
      at={[...at, "move"]}
      label={say("scheme-form.move-to")}
      value=""
      options={[
        { value: "", label: "—" },
        ...others.map((place) => ({ value: idOf(place.at), label: say.named(nameOf(place.block)) })),
      ]}
      onPick={(id) => {
        const to = others.find((place) => idOf(place.at) === id);
        if (!to) return;
        edit({ do: "move", from: at, to: to.at, index: to.count });
        open(idOf(at.slice(0, 2)));
      }}
    />
  );
}

const rootOf = (raw: unknown, at: SchemePath): unknown => mapOf(listOf(mapOf(raw).lists)[Number(at[1])]).score;

type Place = { readonly at: SchemePath; readonly block: unknown; readonly count: number };

function placesIn(block: unknown, at: SchemePath): readonly Place[] {
  const items = listOf(mapOf(block).items);
  const inner = items.flatMap((each, n) => ("block" in mapOf(each) ? placesIn(each, [...at, "items", n]) : []));
  return [{ at: [...at, "items"], block, count: items.length }, ...inner];
}

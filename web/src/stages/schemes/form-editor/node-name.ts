import { useSay } from "../../../frame/preferences.tsx";
import { listOf, mapOf, type Named, namedOf, textOf, useEditing } from "./editing.ts";

/** An item without a name is called like its indicator. */
export function useNodeName(): (node: unknown) => Named {
  const { indicators } = useEditing();
  return (node) => {
    const { block, item, indicator, name, use } = mapOf(node);
    const id = textOf(block) || textOf(item) || textOf(use);
    const known = indicators.find((each) => each.id === (textOf(indicator) || textOf(item)));
    return name === undefined && known ? known.name : namedOf(name, id);
  };
}

const mostNamed = 2;

/** A shared group has no title: it is called by what is in it; one with nothing of its own, by its identifier. */
export function useGroupName(): (id: string) => string {
  const say = useSay();
  const { raw } = useEditing();
  const nameOf = useNodeName();
  return (id) => {
    const nodes = listOf(mapOf(mapOf(raw).blocks)[id]).filter((node) => !("use" in mapOf(node)));
    if (nodes.length === 0) return id;
    const some = nodes
      .slice(0, mostNamed)
      .map((node) => say.named(nameOf(node)))
      .join(say("list.separator"));
    return nodes.length > mostNamed ? say("scheme-form.group", { some, n: nodes.length }) : some;
  };
}

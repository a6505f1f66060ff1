import { blockSums } from "@biaochi/engine";
import { isCode, quantity } from "@biaochi/words";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { mapOf, textOf, useEditing } from "./editing.ts";

/** "正职" where the attribute's value has a word. */
const whoOf = (say: Say, who: Readonly<Record<string, string>>): string =>
  Object.entries(who)
    .map(([name, value]) => {
      const code = `attribute.${name}.${value}`;
      return isCode(code) ? say(code) : value;
    })
    .join(say("list.separator"));

/** What the weights inside a block add up to now, and whether that is what they have to. */
export function Sum({ block }: { readonly block: unknown }) {
  const say = useSay();
  const { raw } = useEditing();
  const { sums, outOf, isEven, isOpen } = blockSums(block, mapOf(raw).blocks);
  const told = sums
    .map(({ sum, who }) => {
      const words = whoOf(say, who);
      return sums.length === 1 || words === ""
        ? quantity(sum)
        : say("scheme-form.sum.who", { sum: quantity(sum), who: words });
    })
    .join(" / ");
  if (isOpen) return <span className="sum quiet">{say("scheme-form.sum.open")}</span>;
  if (outOf === undefined) return <span className="sum quiet">{say("scheme-form.sum", { sum: told })}</span>;
  return (
    <span className={isEven ? "sum even" : "sum odd"}>
      <span aria-hidden="true">{isEven ? "✓ " : "■ "}</span>
      {isEven
        ? say("scheme-form.sum.even", { sum: told })
        : say("scheme-form.sum.odd", { sum: told, outOf: quantity(outOf) })}
    </span>
  );
}

/** The weight of one node as it is written. */
export function weightInWords(say: Say, weight: unknown): string {
  const figure = textOf(weight);
  if (figure !== "") return say("scheme-form.points", { points: quantity(figure) });
  return weight === undefined ? "" : say("scheme-form.varied");
}

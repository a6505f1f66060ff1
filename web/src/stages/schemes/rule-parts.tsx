import type { RulePart } from "@biaochi/contract";
import { isCode, percent, quantity } from "@biaochi/words";
import type { z } from "zod";
import { eventInWords, inWords } from "../../frame/in-words.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";

type Part = z.output<typeof RulePart>;
type Said = Part["worth"];

/** Values that are identifiers of a dataset, by the detail of a fact that they would stand in. */
const identifiers = new Set(["level", "option", "grade", "rater_group", "criterion"]);
const shares = new Set(["share", "weight"]);

function valueInWords(say: Say, { code, values }: Said, name: string, events: Part["events"]): string {
  const value = values[name] ?? "";
  if (name === "types")
    return value
      .split("|")
      .map((type) => eventInWords(say, type, events[type]))
      .join(say("list.separator"));
  if (name === "type") return eventInWords(say, value, events[value]);
  if (identifiers.has(name)) return inWords(say, name, value);
  if (shares.has(name) || (code.endsWith("-share") && (name === "low" || name === "high"))) return percent(value);
  return isCode(value) ? say(value) : quantity(value);
}

/** One condition or worth of a line: "≥ 95", "第 2 次起", "扣 1.50 分". */
function saidInWords(say: Say, said: Said, events: Part["events"]): string {
  const values = Object.fromEntries(
    Object.keys(said.values).map((name) => [name, valueInWords(say, said, name, events)]),
  );
  return say.composed(said.code, values);
}

/** Conditions of one line as they are read together. */
export const whenInWords = (say: Say, { name, when, events }: Part): string =>
  [...(name ? [say.named(name)] : []), when.map((each) => saidInWords(say, each, events)).join(say("part.and"))].join(
    say("lost.colon"),
  );

export const worthInWords = (say: Say, part: Part): string => saidInWords(say, part.worth, part.events);

/** The bands, prices or votes of a rule, line by line. Nothing for a rule without any. */
export function RuleParts({ parts }: { readonly parts: readonly Part[] }) {
  const say = useSay();
  if (parts.length === 0) return null;
  return (
    <table className="plain parts">
      <caption className="sr-only">{say("part.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("part.when")}</th>
          <th scope="col">{say("part.worth")}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={JSON.stringify([part.when, part.worth])}>
            <th scope="row">{whenInWords(say, part)}</th>
            <td>{worthInWords(say, part)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { day } from "@biaochi/words";
import type { Say } from "../../frame/preferences.tsx";

const days = new Set(["since", "until", "day", "postSince"]);
const worded: Readonly<Record<string, string>> = {
  roleClass: "registry-role",
  rank: "registry-rank",
  regime: "registry-regime",
  unitType: "attribute.unitType",
  ending: "registry-do.ending",
  kind: "registry-person.kind",
};

const leading = new Set(["unit", "parent", "successors", "section", "team", "official"]);
type Names = Readonly<Record<string, Parameters<Say["named"]>[0]>>;

/** A value of an entry of the registry, of the kind of entry and the field that it stands in; what has no word stays as it was recorded. */
export function valueInWords(say: Say, kind: string, field: string, value: string | null, names: Names = {}): string {
  if (value === null) return "—";
  if (leading.has(field))
    return value
      .split(" · ")
      .map((id) => (names[id] ? say.named(names[id]) : id))
      .join(say("list.separator"));
  if (days.has(field)) return day(say.language, value);
  const part = kind === "sanction" && field === "kind" ? "registry-sanction" : worded[field];
  if (part === undefined) return value;
  const said = say.composed(`${part}.${value}`);
  return said === `${part}.${value}` ? value : said;
}

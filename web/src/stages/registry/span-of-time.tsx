import { day } from "@biaochi/words";
import { type Say, useSay } from "../../frame/preferences.tsx";

type Dated = { readonly since: string | null; readonly until: string | null };

/** "2025年7月1日 至 现在", in two cells or one sentence. */
export const sinceOf = (say: Say, { since }: Dated): string =>
  since === null ? say("registry.always") : day(say.language, since);
export const untilOf = (say: Say, { until }: Dated): string =>
  until === null ? say("registry.still") : day(say.language, until);

export function SpanCells(dated: Dated) {
  const say = useSay();
  return (
    <>
      <td className="figure">{sinceOf(say, dated)}</td>
      <td className="figure">{untilOf(say, dated)}</td>
    </>
  );
}

export function SpanHeads() {
  const say = useSay();
  return (
    <>
      <th scope="col">{say("registry.since")}</th>
      <th scope="col">{say("registry.until")}</th>
    </>
  );
}

/** Words of the registry's own vocabulary in the reader's language; others as they were recorded. */
export function wordOf(
  say: Say,
  kind: "registry-rank" | "registry-regime" | "registry-role" | "registry-sanction" | "attribute.unitType",
  word: string | null,
) {
  if (word === null) return "—";
  const said = say.composed(`${kind}.${word}`);
  return said === `${kind}.${word}` ? word : said;
}

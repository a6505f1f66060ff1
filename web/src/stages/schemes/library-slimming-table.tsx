import { isCode } from "@biaochi/words";
import type { Answer } from "../../exchange/doors.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { sources } from "./library-choice.ts";
import { percentOf } from "./percent-of.ts";

type Side = NonNullable<Answer<"readSlimming">["before"]>;
type Props = { readonly before: Side; readonly after: Side };
type Row = { readonly name: string; readonly before: number; readonly after: number };

/** Both sides beside each other: all, by source, by owner. */
export function SlimmingTable({ before, after }: Props) {
  const say = useSay();
  const ownerOf = ({ owner }: Side["byOwner"][number]) => owner?.id ?? "";
  const owners = new Map([...before.byOwner, ...after.byOwner].map((each) => [ownerOf(each), each.owner]));
  const countOf = (side: Side, id: string) => side.byOwner.find((each) => ownerOf(each) === id)?.count ?? 0;
  const groups: readonly { readonly title: string; readonly rows: readonly Row[] }[] = [
    {
      title: say("library.all"),
      rows: (["indicators", "forms", "minutes"] as const)
        .map((name) => ({ name: say(`library.slimming.${name}`), before: before[name], after: after[name] }))
        .concat({
          ...{
            name: say("library.slimming.duplicates"),
            before: before.duplicates.length,
            after: after.duplicates.length,
          },
        }),
    },
    {
      title: say("library.slimming.by-source"),
      rows: sources
        .map((source) => ({
          ...{
            name: say(`measured.${source}`),
            before: before.bySource[source] ?? 0,
            after: after.bySource[source] ?? 0,
          },
        }))
        .filter((row) => row.before + row.after > 0),
    },
    {
      title: say("library.slimming.by-owner"),
      rows: [...owners].map(([id, owner]) => ({
        ...{ name: owner === null ? say("library.unit.none") : say.named(owner.name) },
        ...{ before: countOf(before, id), after: countOf(after, id) },
      })),
    },
  ];
  return (
    <Scroll label={say("library.slimming.export")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("library.slimming.what")}</th>
            <th scope="col" className="number">
              {say("library.slimming.before")}
            </th>
            <th scope="col" className="number">
              {say("library.slimming.after")}
            </th>
            <th scope="col" className="number">
              {say("library.slimming.change")}
            </th>
          </tr>
        </thead>
        {groups.map(({ title, rows }) => (
          <tbody key={title}>
            <tr>
              <th scope="rowgroup" colSpan={4}>
                <strong>{title}</strong>
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td className="number">{row.before}</td>
                <td className="number">{row.after}</td>
                <td className="number">
                  {percentOf(row.before, row.after) === null
                    ? say("score.none")
                    : say("library.slimming.percent", { n: percentOf(row.before, row.after) ?? "" })}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Scroll>
  );
}

/** What a list asks of a unit, by kind of unit. */
export function UnitTypes({ before, after }: Props) {
  const say = useSay();
  const types = [...new Set([...before.byUnitType, ...after.byUnitType].map(({ type }) => type))];
  if (types.length === 0) return null;
  const of = (side: Side, type: string) => side.byUnitType.find((each) => each.type === type);
  const arrow = (one: number | undefined, other: number | undefined) =>
    say("library.slimming.arrow", { before: one ?? say("score.none"), after: other ?? say("score.none") });
  return (
    <section aria-labelledby="by-type">
      <h2 id="by-type">{say("library.slimming.by-type")}</h2>
      <Scroll label={say("library.slimming.by-type")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("library.slimming.type")}</th>
              <th scope="col" className="number">
                {say("library.slimming.units")}
              </th>
              <th scope="col" className="number">
                {say("library.slimming.forms-of-unit")}
              </th>
              <th scope="col" className="number">
                {say("library.slimming.minutes-of-unit")}
              </th>
            </tr>
          </thead>
          <tbody>
            {types.map((type) => (
              <tr key={type}>
                <th scope="row">{unitTypeInWords(say, type)}</th>
                <td className="number">{of(after, type)?.units ?? of(before, type)?.units ?? 0}</td>
                <td className="number">{arrow(of(before, type)?.forms, of(after, type)?.forms)}</td>
                <td className="number">{arrow(of(before, type)?.minutes, of(after, type)?.minutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function unitTypeInWords(say: Say, type: string): string {
  const code = `attribute.unitType.${type}`;
  return isCode(code) ? say(code) : type || say("score.none");
}

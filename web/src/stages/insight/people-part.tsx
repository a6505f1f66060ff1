import type { ReplayResult } from "@biaochi/contract";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { cellInWords } from "./cell-words.ts";

type Group = ReplayResult["people"][number];

/** Teams and officials: nobody is named, and nothing that is smaller than five is counted. */
export function PeoplePart({ people }: { readonly people: readonly Group[] }) {
  const say = useSay();
  const count = (value: number | null) => value ?? say("people.few");
  return (
    <Scroll label={say("replay.people")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("replay.people.group")}</th>
            <th scope="col" className="number">
              {say("replay.people.size")}
            </th>
            <th scope="col" className="number">
              {say("replay.people.score")}
            </th>
            <th scope="col" className="number">
              {say("replay.people.rank")}
            </th>
            <th scope="col">{say("replay.people.spread")}</th>
            <th scope="col">{say("replay.people.grades")}</th>
            <th scope="col">{say("replay.band")}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((group) => (
            <tr key={`${group.cohort.id} ${group.type}`}>
              <th scope="row">{say.named(group.cohort.name)}</th>
              <td className="number" data-label={say("replay.people.size")}>
                {group.size}
              </td>
              <td className="number" data-label={say("replay.people.score")}>
                {count(group.scoreMoved)}
              </td>
              <td className="number" data-label={say("replay.people.rank")}>
                {count(group.rankMoved)}
              </td>
              <td className="wide-cell below" data-label={say("replay.people.spread")}>
                {group.scores === null
                  ? say("people.few")
                  : group.scores.map((cell) => cellInWords(say, cell)).join(say("list.separator"))}
              </td>
              <td className="below" data-label={say("replay.people.grades")}>
                <Moves moves={group.grades} />
              </td>
              <td className="below" data-label={say("replay.band")}>
                <Moves moves={group.bands} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Moves({ moves }: { readonly moves: Group["grades"] }) {
  const say = useSay();
  if (moves === null) return say("people.few");
  const named = (side: { readonly name: { readonly "zh-CN": string; readonly en: string } } | null) =>
    side ? say.named(side.name) : say("replay.none");
  const lines = moves.moves.map(({ from, to, count }) =>
    say("people.cell", {
      range: from?.id === to?.id ? named(to) : say("replay.from-to", { from: named(from), to: named(to) }),
      count,
    }),
  );
  if (moves.others > 0) lines.push(say("people.cell", { range: say("people.others"), count: moves.others }));
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

import type { ReplayResult } from "@biaochi/contract";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { cellInWords } from "./cell-words.ts";

type Moves = ReplayResult["grades"];

/** How much moves over all units: places, points, and, each a layer of its own, grades and bands. */
export function Overall({ result }: { readonly result: ReplayResult }) {
  const say = useSay();
  const places = result.shifts.map(({ shift, count }) =>
    say("people.cell", {
      range:
        shift === 0
          ? say("replay.same")
          : shift > 0
            ? say("replay.up", { n: shift })
            : say("replay.down", { n: -shift }),
      count,
    }),
  );
  const lines = [
    { name: say("replay.rank"), said: places },
    { name: say("replay.difference"), said: result.scores.map((cell) => cellInWords(say, cell)) },
    ...(result.graded
      ? [
          { name: say("replay.grade"), said: movesInWords(say, result.grades) },
          { name: say("replay.band"), said: movesInWords(say, result.bands) },
        ]
      : []),
  ];
  return (
    <Scroll label={say("replay.overall")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("replay.what")}</th>
            <th scope="col">{say("replay.how-many")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, said }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="wide-cell below">
                {said.length === 0 ? say("replay.same") : said.join(say("list.separator"))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const movesInWords = (say: Say, moves: Moves): readonly string[] =>
  moves.map(({ from, to, count }) => {
    const [was, is] = [from, to].map((side) => (side ? say.named(side.name) : say("replay.none")));
    return say("people.cell", { range: say("replay.from-to", { from: was ?? "", to: is ?? "" }), count });
  });

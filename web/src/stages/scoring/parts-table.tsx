import type { SubjectPage } from "@biaochi/contract";
import { score, signed } from "@biaochi/words";
import { useState } from "react";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

const depthOf = (path: string): number => path.split("/").length - 1;

/** The list of the subject with its points: first the parts (平时, 年度, 任期), on request every item. */
export function PartsTable({ page }: { readonly page: z.output<typeof SubjectPage> }) {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  const deepest = Math.max(0, ...page.nodes.map((node) => depthOf(node.path)));
  const shown = isWhole ? page.nodes : page.nodes.filter((node) => depthOf(node.path) === 0);
  return (
    <>
      <Scroll label={say("parts.title")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("parts.node")}</th>
              <th scope="col" className="number">
                {say("parts.full")}
              </th>
              <th scope="col" className="number">
                {say("parts.points")}
              </th>
              <th scope="col" className="number">
                {say("parts.lost")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((node) => (
              <tr key={node.path} className={`depth-${Math.min(depthOf(node.path), 4)} ${node.kind}`}>
                <th scope="row">
                  {say.named(node.name)} {node.absence && <span className="tag">{say(`absence.${node.absence}`)}</span>}{" "}
                  {(node.kind === "bonus" || node.kind === "deduction") && (
                    <span className="tag">{say(`node.${node.kind}`)}</span>
                  )}
                </th>
                <td className="number">{score(node.full)}</td>
                <td className="number">{node.points === null ? say("score.none") : score(node.points)}</td>
                <td className="number">{node.lost === null || node.lost === "0" ? "" : signed(negated(node.lost))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {deepest > 0 && (
        <button type="button" className="link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {say(isWhole ? "parts.only-parts" : "parts.whole", { n: page.nodes.length })}
        </button>
      )}
    </>
  );
}

const negated = (exact: string): string => (exact.startsWith("-") ? exact.slice(1) : `-${exact}`);

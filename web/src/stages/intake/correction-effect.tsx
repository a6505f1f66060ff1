import type { Change } from "@biaochi/contract";
import { exactOf, minus, show } from "@biaochi/engine/exact";
import { periodName, score, signed } from "@biaochi/words";
import { useState } from "react";
import type { z } from "zod";
import type { Answer } from "../../exchange/doors.ts";
import { Personal } from "../../frame/personal.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { SubjectLink } from "../registry/subject-link.tsx";

type One = z.output<typeof Change>;
type Side = One["before"];

const shownFirst = 15;

/** Who would move, and by how much: before anything is saved. */
export function CorrectionEffect({ effect }: { readonly effect: Answer<"previewCorrection"> }) {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  const { changes, counts } = effect;
  const period = periodName(say.language, effect.period);
  const hasRanks = changes.some(({ before, after }) => (before?.rank ?? "") !== (after?.rank ?? ""));
  const hasGrades = changes.some(({ before, after }) => (before?.grade?.id ?? "") !== (after?.grade?.id ?? ""));
  const shown = isWhole ? changes : changes.slice(0, shownFirst);
  const section = (
    <section aria-labelledby="effect">
      <h2 id="effect">{say("correct.effect", { period })}</h2>
      {changes.length === 0 ? (
        <p>{say("correct.effect.none")}</p>
      ) : (
        <>
          <p>
            {say("correct.effect.counts", counts)}
            {shown.length < counts.unit + counts.team + counts.official &&
              ` ${say("correct.effect.shown", { n: shown.length })}`}
          </p>
          <Scroll label={say("correct.effect", { period })}>
            <table className="plain effect">
              <thead>
                <tr>
                  <th scope="col">{say("correct.effect.subject")}</th>
                  <th scope="col" className="number">
                    {say("correct.effect.scores")}
                  </th>
                  <th scope="col" className="number">
                    {say("correct.effect.by")}
                  </th>
                  {hasRanks && <th scope="col">{say("correct.effect.rank")}</th>}
                  {hasGrades && <th scope="col">{say("comparison.grade")}</th>}
                </tr>
              </thead>
              <tbody>
                {shown.map((change) => (
                  <tr key={change.subject.id}>
                    <th scope="row">
                      <SubjectLink run={effect.run} subject={change.subject} />
                      <span className="quiet small"> {say(`subject.one.${change.subject.type}`)}</span>
                    </th>
                    <td className="number">{scoresOf(say, change)}</td>
                    <td className="number">{movedBy(say, change)}</td>
                    {hasRanks && <td>{fromTo(change.before?.rank, change.after?.rank)}</td>}
                    {hasGrades && <td>{fromTo(gradeOf(say, change.before), gradeOf(say, change.after))}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {!isWhole && changes.length > shownFirst && (
            <button type="button" className="link" onClick={() => setWhole(true)}>
              {say("correct.effect.all", { n: changes.length })}
            </button>
          )}
        </>
      )}
      <p className="quiet small">{say("correct.effect.trial")}</p>
    </section>
  );
  const hasPeople = changes.some(({ subject }) => subject.type === "official");
  return hasPeople ? <Personal run={effect.run}>{section}</Personal> : section;
}

const scoreOf = (say: Say, side: Side): string => (side?.score == null ? say("score.none") : score(side.score));
const gradeOf = (say: Say, side: Side): string | undefined =>
  side?.grade == null ? undefined : say.named(side.grade.name);

const scoresOf = (say: Say, { before, after }: One): string => {
  const [from, to] = [scoreOf(say, before), scoreOf(say, after)];
  return from === to ? from : `${from} → ${to}`;
};

/** The published score may stay while a part of it moves: a cap, a red line, or less than a hundredth. */
function movedBy(say: Say, { before, after, nodes }: One): string {
  if (before?.score == null || after?.score == null) return "";
  const by = minus(exactOf(after.score), exactOf(before.score));
  return by.num === 0n ? (nodes.length > 0 ? say("correct.effect.inside") : "") : signed(show(by));
}

/** "4 → 3" where it moves, otherwise nothing: an unmoved rank is no news. */
const fromTo = (from: string | null | undefined, to: string | null | undefined): string =>
  (from ?? "") === (to ?? "") ? "" : `${from ?? "—"} → ${to ?? "—"}`;

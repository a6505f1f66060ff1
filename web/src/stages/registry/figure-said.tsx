import type { LocalFigure, RuleFigure } from "@biaochi/contract";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";

type Figure = z.output<typeof RuleFigure>;

/** A figure of the rules in words: how many at most, or how long. */
export function FigureSaid({ figure }: { readonly figure: Figure }) {
  const say = useSay();
  if (figure.of === "clock") return <>{say(`local-figure.${figure.bound}.${figure.unit}`, { n: figure.length })}</>;
  const { share, ceiling, byTeamGrade } = figure;
  const byGrade = byTeamGrade.map(({ grade, share: each }) =>
    say("local-figure.by-grade", { grade: say.named(grade), share: each }),
  );
  const withConsent = ceiling === null ? "" : say("local-figure.ceiling", { ceiling });
  return (
    <>
      {say("local-figure.quota", { share })}
      {withConsent}
      {byGrade.join("")}
    </>
  );
}

/** What was recorded, in the terms of the rule upon which it is set. */
export function asFigure(figure: z.output<typeof LocalFigure>, national: Figure): Figure | undefined {
  if ("length" in figure) return national.of === "clock" ? { ...national, length: figure.length } : undefined;
  const { share, ceiling = null, byTeamGrade = {} } = figure;
  const grades = national.of === "quota" ? national.byTeamGrade : [];
  const own = grades.flatMap(({ grade }) => {
    const each = byTeamGrade[grade["zh-CN"]];
    return each === undefined ? [] : [{ grade, share: each }];
  });
  return { of: "quota", share, ceiling, byTeamGrade: own };
}

import type { SubjectPage } from "@biaochi/contract";
import { compare, exactOf, minus, show, times } from "@biaochi/engine/exact";
import { decimal, percent, periodName, score } from "@biaochi/words";
import type { z } from "zod";
import { RateLine, scaleOf } from "../../charts/rate-line.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type Page = z.output<typeof SubjectPage>;
type Compared = Page["compared"][number];

/** The parts of the list: its top blocks, or what lies inside them where there is only one. */
export function dimensionsOf(page: Page): readonly Compared[] {
  const depth = (path: string): number => path.split("/").length - 1;
  for (let level = 0; level < 3; level++) {
    const here = page.compared.filter(({ path }) => depth(path) === level);
    if (here.length !== 1) return here;
  }
  return page.compared.slice(0, 1);
}

/** What the table says in one sentence: the part that is furthest behind the median, else the one furthest ahead. */
function findingOf(say: Say, page: Page, parts: readonly Compared[]): string {
  const gaps = parts.flatMap(({ path, rate, cohort }) => {
    const name = page.nodes.find((node) => node.path === path)?.name;
    if (rate === null || cohort === null || name === undefined) return [];
    return [{ name, gap: minus(exactOf(rate), exactOf(cohort.median)) }];
  });
  const sorted = gaps.sort((a, b) => compare(a.gap, b.gap));
  const [worst, best] = [sorted[0], sorted.at(-1)];
  if (worst === undefined || best === undefined) return say("dimensions.finding.alone");
  const points = (gap: string): string => decimal(show(times(exactOf(gap), exactOf("100"))), 1).replace("−", "");
  const shown = (gap: string): boolean => /[1-9]/.test(points(gap));
  if (!shown(show(worst.gap)) && !shown(show(best.gap))) return say("dimensions.finding.level");
  return worst.gap.num < 0n && shown(show(worst.gap))
    ? say("dimensions.finding.behind", { name: say.named(worst.name), gap: points(show(worst.gap)) })
    : say("dimensions.finding.ahead", { name: say.named(best.name), gap: points(show(best.gap)) });
}

/** Part by part: own rate, the last period, the median and the range of the cohort. Never a rank. */
export function Dimensions({ page }: { readonly page: Page }) {
  const say = useSay();
  const parts = dimensionsOf(page);
  if (parts.length === 0) return null;
  const hasCohort = parts.some((part) => part.cohort !== null);
  const scale = scaleOf(
    parts.flatMap(({ rate, cohort }) => [rate, cohort?.low, cohort?.high].filter((v) => v != null)),
  );
  return (
    <section aria-labelledby="dimensions">
      <h2 id="dimensions">{say("dimensions.title")}</h2>
      <p className="finding">{findingOf(say, page, parts)}</p>
      <Scroll label={say("dimensions.title")}>
        <table className="plain dimensions">
          <thead>
            <tr>
              <th scope="col">{say("dimensions.part")}</th>
              <th scope="col" className="number">
                {say("dimensions.rate")}
                <span className="quiet small">{say("dimensions.points")}</span>
              </th>
              {page.last && (
                <th scope="col" className="number">
                  {say("comparison.last", { period: periodName(say.language, page.last.period) })}
                </th>
              )}
              {hasCohort && (
                <>
                  <th scope="col" className="number">
                    {say("dimensions.median")}
                    <span className="quiet small">{say("dimensions.range")}</span>
                  </th>
                  <th scope="col" className="wide-only">
                    {say("dimensions.place")}
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <Part key={part.path} page={page} part={part} scale={scale} hasCohort={hasCohort} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="quiet small">{say("dimensions.what")}</p>
    </section>
  );
}

type PartProps = {
  readonly page: Page;
  readonly part: Compared;
  readonly scale: ReturnType<typeof scaleOf>;
  readonly hasCohort: boolean;
};

function Part({ page, part, scale, hasCohort }: PartProps) {
  const say = useSay();
  const node = page.nodes.find((each) => each.path === part.path);
  if (!node) return null;
  const none = say("score.none");
  const { cohort } = part;
  return (
    <tr>
      <th scope="row">
        {say.named(node.name)} {node.absence && <span className="tag">{say(`absence.${node.absence}`)}</span>}
      </th>
      <td className="number">
        <strong>{part.rate === null ? none : percent(part.rate)}</strong>
        <span className="quiet small">
          {node.points === null ? none : score(node.points)} / {score(node.full)}
        </span>
      </td>
      {page.last && <td className="number">{part.last === null ? none : percent(part.last)}</td>}
      {hasCohort && (
        <>
          <td className="number">
            {cohort ? percent(cohort.median) : none}
            {cohort && (
              <span className="quiet small">
                {percent(cohort.low)}–{percent(cohort.high)}
              </span>
            )}
          </td>
          <td className="wide-only">
            {cohort && <RateLine name={say.named(node.name)} own={part.rate} cohort={cohort} scale={scale} />}
          </td>
        </>
      )}
    </tr>
  );
}

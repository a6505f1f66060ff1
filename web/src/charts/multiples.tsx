import { percent, score } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useSay } from "../frame/preferences.tsx";
import type { HeatMapPage } from "./heat-map.tsx";
import { position } from "./position.ts";

type Props = {
  readonly page: HeatMapPage;
  readonly run: number;
  readonly own: string | undefined;
};

/**
 * One small chart for each subject, all drawn alike: a bar for each part from where the scale begins to 100 %, a tick at the
 * cohort's median, a pale line from the cohort's lowest to its highest. What differs is seen; the figure stands beside it.
 */
export function Multiples({ page, run, own }: Props) {
  const say = useSay();
  const { columns, rows } = page;
  const from = beginningOf(page);
  return (
    <ul className="multiples">
      {rows.map((row) => (
        <li key={row.subject.id} {...(row.subject.id === own ? { className: "own" } : {})}>
          <p className="multiple-head">
            <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject: row.subject.id }}>
              {say.named(row.subject.name)}
            </Link>
            <span className="number">{row.score === null ? say("score.none") : score(row.score)}</span>
          </p>
          <dl>
            {columns.map((column, at) => {
              const cell = row.cells[at] ?? null;
              if (cell === null) return null;
              const figure =
                cell.rate === null
                  ? cell.absence
                    ? say(`absence.${cell.absence}`)
                    : say("score.none")
                  : percent(cell.rate);
              return (
                <div key={column.path}>
                  <dt>{say.named(column.name)}</dt>
                  <dd>
                    <Bar rate={cell.rate} {...column} from={from} />
                    <span className="number">{figure}</span>
                  </dd>
                </div>
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Where the scale of all bars begins, in tens of percent below the lowest of them. */
export function beginningOf(page: HeatMapPage): number {
  const rates = page.rows.flatMap((row) => row.cells.flatMap((cell) => (cell?.rate ? [position(cell.rate)] : [])));
  const lows = page.columns.flatMap((column) => (column.low === null ? [] : [position(column.low)]));
  return Math.max(0, Math.floor(Math.min(0.9, ...rates, ...lows) * 10 - 0.5) / 10);
}

type BarProps = {
  readonly rate: string | null;
  readonly median: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly from: number;
};

function Bar({ rate, median, low, high, from }: BarProps) {
  const at = (value: string) => Math.max(0, Math.min(1, (position(value) - from) / (1 - from))) * 100;
  return (
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" className="bar">
      <rect x="0" y="2" width="100" height="8" className="bar-ground" />
      {rate !== null && <rect x="0" y="2" width={at(rate)} height="8" className="bar-value" />}
      {low !== null && high !== null && <line x1={at(low)} x2={at(high)} y1="11" y2="11" className="bar-range" />}
      {median !== null && <rect x={Math.min(99.2, at(median))} y="0" width="0.8" height="12" className="bar-median" />}
    </svg>
  );
}

import type { HeatMap } from "@biaochi/contract";
import { percent, score } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";
import type { z } from "zod";
import { useSay } from "../frame/preferences.tsx";
import { SidewaysHint } from "../frame/scroll.tsx";
import { TableExport } from "../frame/table-export.tsx";
import { useIsWider } from "../frame/wider.ts";
import { position } from "./position.ts";

export type HeatMapPage = z.output<typeof HeatMap>;
type Cell = NonNullable<HeatMapPage["rows"][number]["cells"][number]>;

/** Shares of full marks from which a cell is drawn one shade deeper: the deeper, the more was lost. */
export const shades = [0.95, 0.9, 0.8, 0.6] as const;
export const shadeOf = (rate: number): number => {
  const found = shades.findIndex((each) => rate >= each);
  return found < 0 ? shades.length : found;
};

/**
 * Indicators across, subjects down, in every cell the share of full marks as a shade and as a figure: a table that is
 * also the chart, so there is nothing to be read behind it. Arrow keys go from cell to cell; the line below tells all.
 */
export function HeatMapTable({
  page,
  run,
  label,
  own,
}: {
  readonly page: HeatMapPage;
  readonly run: number;
  readonly label: string;
  readonly own: string | undefined;
}) {
  const say = useSay();
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const [isIn, setIn] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const isWider = useIsWider(place);
  const { columns, rows } = page;
  const parts = groupsOf(columns);
  const go = (row: number, column: number) => {
    const to = [
      Math.min(Math.max(row, 0), rows.length - 1),
      Math.min(Math.max(column, 0), columns.length - 1),
    ] as const;
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-cell="${to[0]}:${to[1]}"]`)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const [row, column] = at;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, 0],
      End: [row, columns.length - 1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    go(step[0], step[1]);
  };
  const told = isIn ? tellCell(page, at, say) : undefined;
  return (
    <div className="heat">
      <SidewaysHint isWider={isWider} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this only names what scrolls */}
      <div ref={place} className="scroll tall heat-scroll" role="group" aria-label={label}>
        <table
          ref={table}
          className="heat-map"
          onKeyDown={press}
          onFocus={() => setIn(true)}
          onBlur={() => setIn(false)}
        >
          <thead>
            <tr className="heat-parts">
              <th rowSpan={2} scope="col" className="heat-corner">
                {say("heat.subject")}
              </th>
              <th rowSpan={2} scope="col" className="heat-score">
                {say("standings.column.score")}
              </th>
              {parts.map((part) => (
                <th
                  key={part.key}
                  colSpan={part.span}
                  scope="colgroup"
                  {...(part.span < 3 ? { className: "few" } : {})}
                  title={say.named(part.name)}
                >
                  {say.named(part.name)}
                </th>
              ))}
            </tr>
            <tr>
              {columns.map((column) => (
                <th key={column.path} scope="col" className="heat-name" title={say.named(column.name)}>
                  <span>{say.named(column.name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, y) => (
              <tr key={row.subject.id} {...(row.subject.id === own ? { className: "own" } : {})}>
                <th scope="row">
                  <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject: row.subject.id }}>
                    {say.named(row.subject.name)}
                  </Link>
                </th>
                <td className="number heat-score">{row.score === null ? say("score.none") : score(row.score)}</td>
                {row.cells.map((cell, x) => (
                  <td
                    key={columns[x]?.path}
                    data-cell={`${y}:${x}`}
                    tabIndex={at[0] === y && at[1] === x ? 0 : -1}
                    onFocus={() => setAt([y, x])}
                    onMouseEnter={() => {
                      setAt([y, x]);
                      setIn(true);
                    }}
                    className={classOf(cell)}
                  >
                    {figureOf(cell, say)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {columns.some((column) => column.median !== null) && rows.length > 1 && (
            <tfoot>
              <tr>
                <th scope="row">{say("trend.median")}</th>
                <td className="heat-score" />
                {columns.map((column) => (
                  <td key={column.path} className={column.median === null ? "heat-none" : ""}>
                    {column.median === null ? "" : shortPercent(column.median)}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <TableExport title={label} place={place} />
      <p className="heat-told" aria-live="polite">
        {told ?? say("heat.how")}
      </p>
      <ul className="heat-key" aria-label={say("heat.key")}>
        {[...shades, 0].map((from, index) => (
          <li key={from}>
            <span className={`swatch shade-${index}`} aria-hidden="true" />
            {index === 0
              ? say("heat.from", { from: percentOf(from) })
              : index === shades.length
                ? say("heat.below", { to: percentOf(shades[shades.length - 1] ?? 0) })
                : say("heat.between", { from: percentOf(from), to: percentOf(shades[index - 1] ?? 1) })}
          </li>
        ))}
        <li>
          <span className="swatch absent" aria-hidden="true" />
          {say("heat.absent")}
        </li>
        <li>
          <span className="swatch heat-none" aria-hidden="true" />
          {say("heat.none")}
        </li>
      </ul>
    </div>
  );
}

const percentOf = (rate: number): string => `${Math.round(rate * 100)}%`;
/** A whole percentage without its sign, never 100 for what is not full: 99.97 % is "99". */
function shortPercent(rate: string): string {
  const value = position(rate) * 100;
  return String(value < 100 && value > 99 ? 99 : Math.round(value));
}

type Say = ReturnType<typeof useSay>;

function classOf(cell: Cell | null): string {
  if (cell === null) return "heat-none";
  if (cell.rate === null || cell.absence !== null) return "absent";
  return `shade-${shadeOf(position(cell.rate))}`;
}

function figureOf(cell: Cell | null, say: Say): string {
  if (cell === null) return "";
  if (cell.absence !== null) return say(`heat.absence.${cell.absence}`);
  return cell.rate === null ? say("score.none") : shortPercent(cell.rate);
}

/** One cell as a sentence: who, what, points of full marks, and the cohort beside it. */
function tellCell({ rows, columns }: HeatMapPage, [y, x]: readonly [number, number], say: Say): string | undefined {
  const [row, column] = [rows[y], columns[x]];
  if (!row || !column) return undefined;
  const cell = row.cells[x] ?? null;
  const head = { subject: say.named(row.subject.name), indicator: say.named(column.name) };
  if (cell === null) return say("heat.tell-none", head);
  const absence = cell.absence ? say(`absence.${cell.absence}`) : undefined;
  const points =
    cell.points === null || cell.rate === null
      ? say("heat.tell-absent", { ...head, absence: absence ?? say("score.none") })
      : say("heat.tell", { ...head, points: score(cell.points), full: score(cell.full), rate: percent(cell.rate) });
  const range =
    column.median === null || column.low === null || column.high === null
      ? ""
      : say("heat.tell-cohort", {
          median: percent(column.median),
          low: percent(column.low),
          high: percent(column.high),
        });
  return [points, cell.points !== null && absence ? say("heat.tell-mark", { absence }) : "", range].join("");
}

type Group = { readonly key: string; readonly name: HeatMapPage["columns"][number]["name"]; readonly span: number };

/** Neighbouring columns of one part under one heading. */
function groupsOf(columns: HeatMapPage["columns"]): readonly Group[] {
  const groups: { key: string; name: Group["name"]; span: number; part: string }[] = [];
  for (const { part, path } of columns) {
    const last = groups.at(-1);
    if (last?.part === part.path) last.span += 1;
    else groups.push({ key: path, name: part.name, span: 1, part: part.path });
  }
  return groups;
}

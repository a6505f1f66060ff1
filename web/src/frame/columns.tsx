import { useState } from "react";
import { useAccount } from "./current.ts";
import { useSay } from "./preferences.tsx";

/** Columns that a reader may hide; the choice is kept in this browser, for each account and table apart. */
export type Columns<C extends string> = {
  readonly all: readonly C[];
  readonly has: (column: C) => boolean;
  readonly shown: readonly C[];
  readonly toggle: (column: C) => void;
  readonly reset: () => void;
};

function kept<C extends string>(key: string, all: readonly C[]): readonly C[] | undefined {
  try {
    const hidden: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return Array.isArray(hidden) ? all.filter((column) => hidden.includes(column)) : undefined;
  } catch {
    return undefined; // every column is shown where nothing can be remembered
  }
}

/** `usually` are hidden until the reader chooses otherwise. */
export function useColumns<C extends string>(table: string, all: readonly C[], usually: readonly C[] = []): Columns<C> {
  const account = useAccount()?.id ?? "";
  const key = `biaochi.columns.${account}.${table}`;
  const [chosen, setChosen] = useState<{ readonly key: string; readonly hidden: readonly C[] }>();
  const hidden = chosen?.key === key ? chosen.hidden : (kept(key, all) ?? usually);
  const keep = (next: readonly C[]) => {
    setChosen({ key, hidden: next });
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Not kept: the choice holds until the page is left.
    }
  };
  const has = (column: C) => all.includes(column) && !hidden.includes(column);
  return {
    all,
    has,
    shown: all.filter(has),
    toggle: (column) => keep(has(column) ? [...hidden, column] : hidden.filter((each) => each !== column)),
    reset: () => keep(usually),
  };
}

/** The boxes to tick, behind one word. */
export function ColumnChoice<C extends string>(props: {
  readonly columns: Columns<C>;
  readonly nameOf: (column: C) => string;
}) {
  const say = useSay();
  const { columns, nameOf } = props;
  return (
    <details className="columns no-print">
      <summary>{say("columns.choose", { n: columns.shown.length, all: columns.all.length })}</summary>
      <fieldset>
        <legend className="sr-only">{say("columns.legend")}</legend>
        {columns.all.map((column) => (
          <label key={column}>
            <input type="checkbox" checked={columns.has(column)} onChange={() => columns.toggle(column)} />{" "}
            {nameOf(column)}
          </label>
        ))}
        <button type="button" className="link" onClick={columns.reset}>
          {say("columns.reset")}
        </button>
        <span className="quiet small">{say("columns.kept")}</span>
      </fieldset>
    </details>
  );
}

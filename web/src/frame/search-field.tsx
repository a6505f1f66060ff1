import type { SearchAnswer } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { found, runs } from "../exchange/questions.ts";
import { useLater } from "./later.ts";
import { useSay } from "./preferences.tsx";

/** Typing pauses this long before the server is asked. */
const pause = 150;

/** The key "/" leads here from anywhere but a field in which something is being written. */
function useSlash(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const { target } = event;
      const isWriting = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [field]);
}

/** People, units and indicators by a part of their name: arrows go through what was found, Escape closes it. */
export function SearchField() {
  const say = useSay();
  const field = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLElement>(null);
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const { pathname, search } = useLocation();
  const q = useLater(text.trim(), pause);
  const { data } = useQuery(found(q));
  useSlash(field);
  const here = `${pathname}${JSON.stringify(search)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what closes it
  useEffect(() => setOpen(false), [here]);

  const move = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      setText("");
      setOpen(false);
      field.current?.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...(place.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link.contains(document.activeElement));
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) field.current?.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
    event.preventDefault();
  };
  const isShown = isOpen && text.trim() !== "" && q !== "" && data !== undefined;
  return (
    <search
      ref={place}
      className="search-field no-print"
      onKeyDown={move}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <input
        ref={field}
        type="search"
        aria-label={say("search.label")}
        aria-keyshortcuts="/"
        aria-controls="search-found"
        autoComplete="off"
        maxLength={100}
        placeholder={say("search.hint")}
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(event.target.value !== "");
        }}
      />
      <div id="search-found" className="search-found" hidden={!isShown}>
        {isShown && <Groups answer={data} />}
      </div>
      <span role="status" className="sr-only">
        {isShown && say("search.found", { n: count(data) })}
      </span>
    </search>
  );
}

const count = ({ people, units, indicators }: SearchAnswer): number =>
  people.found.length + units.found.length + indicators.found.length;

function Groups({ answer }: { readonly answer: SearchAnswer }) {
  const say = useSay();
  const { people, units, indicators } = answer;
  if (count(answer) === 0) return <p className="quiet">{say("search.none")}</p>;
  return (
    <>
      <Group name="people" hasMore={people.hasMore}>
        {people.found.map((each) => (
          <Subject key={`${each.programme} ${each.subject.id}`} found={each} />
        ))}
      </Group>
      <Group name="units" hasMore={units.hasMore}>
        {units.found.map((each) => (
          <Subject key={`${each.programme} ${each.subject.id}`} found={each} />
        ))}
      </Group>
      <Group name="indicators" hasMore={indicators.hasMore}>
        {indicators.found.map(({ programme, indicator, scheme, list }) => (
          <li key={`${programme} ${scheme.id} ${indicator.id}`}>
            <Link to="/library/indicators/$indicator" params={{ indicator: indicator.id }}>
              {say.named(indicator.name)}
            </Link>{" "}
            <Link
              className="quiet small"
              to="/schemes/$scheme/$version"
              params={{ scheme: scheme.id, version: String(scheme.version) }}
              search={list === null ? {} : { list }}
            >
              {say("frame.scheme")}
            </Link>
          </li>
        ))}
      </Group>
    </>
  );
}

type Name = "people" | "units" | "indicators";

function Group(props: { readonly name: Name; readonly hasMore: boolean; readonly children: readonly ReactNode[] }) {
  const say = useSay();
  if (props.children.length === 0) return null;
  return (
    <section aria-label={say(`search.${props.name}`)}>
      <p className="quiet small">{say(`search.${props.name}`)}</p>
      <ul>{props.children}</ul>
      {props.hasMore && <p className="quiet small">{say("search.more")}</p>}
    </section>
  );
}

/** Leads to the newest result of the programme, where there is one to be seen. */
function Subject({ found: { programme, subject, unit } }: { readonly found: SearchAnswer["people"]["found"][number] }) {
  const say = useSay();
  const run = useQuery(runs).data?.programmes.find((each) => each.id === programme)?.latestRun;
  const name = say.named(subject.name);
  return (
    <li>
      {run ? (
        <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject: subject.id }}>
          {name}
        </Link>
      ) : (
        name
      )}
      {unit && <span className="quiet small"> {say.named(unit.name)}</span>}
    </li>
  );
}

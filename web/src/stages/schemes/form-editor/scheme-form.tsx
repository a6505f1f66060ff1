import {
  type EditRefusal,
  editSchemeAll,
  readScheme,
  readSource,
  type SchemeEdit,
  type SchemeFinding,
  type SchemePath,
} from "@biaochi/engine";
import { Button } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import {
  type Editing,
  EditingHere,
  type IndicatorChoice,
  idOf,
  listOf,
  mapOf,
  namedOf,
  textOf,
  type UnitChoice,
} from "./editing.ts";
import { FormFindings } from "./form-findings.tsx";
import { begun, redone, undone, written } from "./history.ts";
import { Head, Indicators, Lists, Outcome, SharedGroups } from "./sections.tsx";
import "../../../look/schemes.css";

type Props = {
  /** The document. Another text than the one last given to `onChange` is taken as a new state of it. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** What is found elsewhere, beside what the reading of the text finds: a library's or an office's own checks. */
  readonly findings?: readonly SchemeFinding[];
  /** Indicators that may be chosen beside those of the document. */
  readonly indicators?: readonly IndicatorChoice[];
  readonly units?: readonly UnitChoice[];
  /** How a new indicator is made, where that is somewhere else; without it the form adds one itself. */
  readonly newIndicator?: ReactNode;
  /** Leads to a line of the text, where the text is at hand. */
  readonly toLine?: (line: number) => void;
};

const none: readonly never[] = [];

/** A scheme as a form, over the very text that is stored: each change is one change of the text, and can be taken back. */
export function SchemeForm({
  text,
  onChange,
  findings = none,
  indicators = none,
  units = none,
  newIndicator,
  toLine,
}: Props) {
  const say = useSay();
  const [history, setHistory] = useState(() => begun(text));
  const [refused, setRefused] = useState<EditRefusal>();
  const [opened, setOpened] = useState("");
  const [sought, setSought] = useState<SchemePath>();
  const form = useRef<HTMLDivElement>(null);
  const now = history.now;
  useEffect(() => {
    setHistory((held) => (held.now === text ? held : written(held, text)));
  }, [text]);
  const source = useMemo(() => readSource(now), [now]);
  const found = useMemo(() => [...readScheme(now).findings, ...findings], [now, findings]);
  const take = (next: typeof history) => {
    setHistory(next);
    setRefused(undefined);
    if (next.now !== history.now) onChange(next.now);
  };
  const { raw } = source;
  const edit = (...edits: readonly SchemeEdit[]) => {
    const edited = editSchemeAll(now, edits);
    if (edited.ok) take(written(history, edited.text));
    else setRefused(edited.refusal);
  };
  useEffect(() => {
    if (sought && form.current) lead(form.current, sought);
    setSought(undefined);
  }, [sought]);
  const leadTo = (at: SchemePath) => {
    setOpened(idOf(nodeOf(at)));
    setSought(at);
  };
  const editing: Editing = {
    ...{ raw, edit, toLine, units, opened, open: setOpened, leadTo },
    findingsAt: (at) => found.filter(({ path }) => path === at.join(".")),
    findingsBelow: (at) => found.filter(({ path }) => path === at.join(".") || path.startsWith(`${at.join(".")}.`)),
    lineOf: (at) => source.place(at).line,
    indicators: useMemo(() => [...ownIndicators(raw), ...missingIn(raw, indicators)], [raw, indicators]),
  };
  const byKey = useRef<(event: KeyboardEvent) => void>(undefined);
  byKey.current = (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.dataset.typing !== undefined;
    if (!(event.ctrlKey || event.metaKey) || isTyping) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    take(key === "y" || event.shiftKey ? redone(history) : undone(history));
  };
  useEffect(() => {
    const place = form.current;
    const listen = (event: KeyboardEvent) => byKey.current?.(event);
    place?.addEventListener("keydown", listen);
    return () => place?.removeEventListener("keydown", listen);
  }, []);
  const isReadable = source.faults.length === 0 && raw !== undefined;
  return (
    <EditingHere value={editing}>
      <div className="scheme-form" ref={form}>
        <div className="doors">
          <Button size="small" disabled={history.past.length === 0} onClick={() => take(undone(history))}>
            {say("scheme-form.undo")}
          </Button>
          <Button size="small" disabled={history.future.length === 0} onClick={() => take(redone(history))}>
            {say("scheme-form.redo")}
          </Button>
        </div>
        {refused && (
          <div className="faults" role="alert">
            <p>{say(refused.code, { line: refused.line })}</p>
          </div>
        )}
        <FormFindings findings={found} isReadable={isReadable} lead={(path) => leadTo(pathOf(path))} />
        {isReadable && (
          <>
            <Head />
            <Lists />
            <SharedGroups />
            <Indicators newIndicator={newIndicator} />
            <Outcome />
          </>
        )}
      </div>
    </EditingHere>
  );
}

const ownIndicators = (raw: unknown): readonly IndicatorChoice[] =>
  listOf(mapOf(raw).indicators).map((each) => {
    const id = textOf(mapOf(each).id);
    return { id, name: namedOf(mapOf(each).name, id) };
  });

function missingIn(raw: unknown, indicators: readonly IndicatorChoice[]): readonly IndicatorChoice[] {
  const own = new Set(ownIndicators(raw).map(({ id }) => id));
  return indicators.filter(({ id }) => !own.has(id));
}

const pathOf = (path: string): SchemePath =>
  path === "" ? [] : path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** The innermost node or thing on the way to a place: what has to be opened for the place to be seen. */
function nodeOf(at: SchemePath): SchemePath {
  if (isGroup(at)) return at;
  const last = at.findLastIndex((step, i) => typeof step === "number" && isHolder(at[i - 1], at, i));
  return at.slice(0, last + 1);
}
const things = new Set([
  "items",
  "lists",
  "indicators",
  "eventTypes",
  "redLines",
  "constraints",
  "cohorts",
  "grades",
  "bands",
  "allocations",
]);
const isHolder = (name: string | number | undefined, at: SchemePath, i: number): boolean =>
  (typeof name === "string" && things.has(name) && !at.slice(0, i).includes("rule")) || (at[0] === "blocks" && i === 2);
/** A shared group is opened by its name. */
const isGroup = (at: SchemePath): boolean => at.length === 2 && at[0] === "blocks";

/** Opens what a place stands in, and takes the focus to it or to the nearest field above. */
function lead(form: HTMLElement, at: SchemePath): void {
  for (let depth = at.length; depth > 0; depth--) {
    const field = document.getElementById(idOf(at.slice(0, depth)));
    if (field === null || !form.contains(field)) continue;
    for (let above = field.parentElement; above && above !== form; above = above.parentElement)
      if (above instanceof HTMLDetailsElement) above.open = true;
    if (field instanceof HTMLDetailsElement) field.open = true;
    field.scrollIntoView({ block: "center" });
    field.focus();
    return;
  }
}

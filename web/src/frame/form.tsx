import { isCode } from "@biaochi/words";
import { Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Refused } from "../exchange/ask.ts";
import { type Faults, FaultsHere } from "./field.tsx";
import { type Say, useSay } from "./preferences.tsx";
import { ProveAgain } from "./prove-again.tsx";

type FormProps = {
  /** Why the server did not do it. */
  readonly error?: unknown;
  /** What the server found wrong with single answers. */
  readonly found?: Faults;
  /** Answers that are no inputs of the browser's own, such as a choice from a long list: by identifier, and what is missing. */
  readonly absent?: Faults;
  readonly label?: string;
  readonly className?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
};

/**
 * What is asked, with everything that is wrong said at once on top, each leading to its field, and again beside it. The focus
 * moves there; what was typed stays.
 */
export function Form({ error, found = {}, absent = {}, label, className = "form", onSubmit, children }: FormProps) {
  const say = useSay();
  const [own, setOwn] = useState<Faults>({});
  const faults: Faults = { ...own, ...found };
  return (
    <FaultsHere value={faults}>
      <FaultSummary faults={faults} error={error} sign={own} />
      <form
        className={className}
        aria-label={label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const next = inOrder({ ...faultsIn(say, event.currentTarget), ...absent });
          setOwn(next);
          if (Object.keys(next).length === 0) onSubmit();
        }}
      >
        {children}
      </form>
    </FaultsHere>
  );
}

type DoorsProps = {
  readonly submit: string;
  readonly isPending: boolean;
  readonly onLeave: () => void;
  readonly isDanger?: boolean;
  readonly size?: "small";
};

/** The two ways out of a form: to do it, or not. */
export function SubmitOrLeave({ submit, isPending, onLeave, isDanger = false, size }: DoorsProps) {
  const say = useSay();
  return (
    <p className="doors">
      <Button {...(size ? { size } : {})} type="primary" danger={isDanger} htmlType="submit" loading={isPending}>
        {submit}
      </Button>
      <Button {...(size ? { size } : {})} onClick={onLeave}>
        {say("form.not")}
      </Button>
    </p>
  );
}

/** What the browser finds: an answer that is missing, or has not the form that is asked for. */
function faultsIn(say: Say, form: HTMLFormElement): Faults {
  const controls = [...form.elements].filter(
    (each) =>
      each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement,
  );
  return Object.fromEntries(
    controls.flatMap((control) => {
      const { validity, id, dataset, value } = control;
      const isEmpty = control.required && value.trim() === "";
      if (!isEmpty && validity.valid) return [];
      const name = control.labels?.[0]?.textContent ?? "";
      return [[id, [isEmpty ? say("form.missing", { name }) : (dataset.misfit ?? say("form.misfit", { name }))]]];
    }),
  );
}

/** As the fields stand on the page. */
function inOrder(faults: Faults): Faults {
  const placeOf = (id: string) => document.getElementById(id);
  const isBefore = (a: Node | null, b: Node | null) =>
    a !== null && b !== null && (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return Object.fromEntries(Object.entries(faults).sort(([a], [b]) => (isBefore(placeOf(a), placeOf(b)) ? -1 : 1)));
}

type SummaryProps = {
  readonly faults: Faults;
  readonly error?: unknown;
  /** Whatever changes when something new was found: then the focus moves here. */
  readonly sign?: unknown;
};

/** Everything that is wrong, at once; takes the focus when it appears. */
export function FaultSummary({ faults, error, sign }: SummaryProps) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const listed = Object.entries(faults).flatMap(([id, sentences]) => sentences.map((sentence) => ({ id, sentence })));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is wrong may be the same as before, and is said anew
  useEffect(() => {
    place.current?.focus();
  }, [error, sign]);
  if (listed.length === 0 && !error) return null;
  const todo = todoOf(error);
  return (
    <div className="faults" role="alert" tabIndex={-1} ref={place}>
      {listed.length === 0 && (
        <p>
          {refusalInWords(say, error)} <ProveAgain error={error} />
        </p>
      )}
      {listed.length === 0 && todo !== undefined && <p className="quiet">{say(todo)}</p>}
      {listed.length > 0 && <h2>{say("correct.summary", { n: listed.length })}</h2>}
      {listed.length > 0 && (
        <ul>
          {listed.map(({ id, sentence }) => (
            <li key={id + sentence}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What was refused, where nothing was asked: beside a button. */
export function RefusedHere({ error }: { readonly error: unknown }) {
  return <FaultSummary faults={{}} error={error} />;
}

/** What to do about a refusal, where there is a sentence for it. */
function todoOf(error: unknown) {
  const code = error instanceof Refused ? `refused.${error.problem.code}.todo` : "";
  return isCode(code) ? code : undefined;
}

/** Why something was refused, or did not come back at all. */
export function refusalInWords(say: Say, error: unknown): string {
  if (error instanceof Refused) return say.composed(error.problem.code, error.problem.params);
  // The browser's own word for a passkey that was declined, took too long, or is not there.
  if (error instanceof Error && ["NotAllowedError", "AbortError", "InvalidStateError"].includes(error.name))
    return say("passkey-refused");
  return say("state.failed.why");
}

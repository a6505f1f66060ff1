import type { ReactNode } from "react";
import { Refused } from "../exchange/ask.ts";
import { useSay } from "./preferences.tsx";
import { ProveAgain } from "./prove-again.tsx";

type FieldProps = {
  readonly id: string;
  readonly name: string;
  /** Why it is asked, or what it does; `id` with "-hint" describes the control by it. */
  readonly hint?: string;
  readonly children: ReactNode;
};

/** One question of a form. */
export function Field({ id, name, hint, children }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {hint && (
        <p className="quiet small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
    </div>
  );
}

/** What was refused, beside what was asked: the input stays as it is. */
export function RefusedHere({ error }: { readonly error: unknown }) {
  const say = useSay();
  if (!error) return null;
  return (
    <p className="fault" role="alert">
      <span aria-hidden="true">■ </span>
      {error instanceof Refused ? say.composed(error.problem.code, error.problem.params) : say("state.failed.why")}{" "}
      <ProveAgain error={error} />
    </p>
  );
}

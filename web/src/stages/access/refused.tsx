import { useEffect, useRef } from "react";
import { Refused } from "../../exchange/ask.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { ProveAgain } from "../../frame/prove-again.tsx";

/** What is wrong with a password, each as a sentence. */
export function passwordFaults(say: Say, error: unknown): readonly string[] {
  if (!(error instanceof Refused)) return [];
  const { code, findings = [], params } = error.problem;
  if (code === "password-used-before") return [say.composed(code, params)];
  if (code !== "password-weak") return [];
  return findings.map((finding) => say.composed(`password-weak.${finding.code}`, finding.params ?? {}));
}

/** Why it did not go on, beside the form that was filled in; takes the focus. */
export function RefusedEntry({ error }: { readonly error: unknown }) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) place.current?.focus();
  }, [error]);
  if (!error) return null;
  return (
    <div className="faults" role="alert" tabIndex={-1} ref={place}>
      <p>
        {sentenceOf(say, error)} <ProveAgain error={error} />
      </p>
    </div>
  );
}

function sentenceOf(say: Say, error: unknown): string {
  if (error instanceof Refused) return say.composed(error.problem.code, error.problem.params);
  // The browser's own word for a passkey that was declined, took too long, or is not there.
  if (error instanceof Error && ["NotAllowedError", "AbortError", "InvalidStateError"].includes(error.name))
    return say("passkey-refused");
  return say("state.failed.why");
}

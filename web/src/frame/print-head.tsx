import type { Run } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { Button } from "antd";
import type { z } from "zod";
import { useSay } from "./preferences.tsx";

/** What stands on paper above a table or a chart: programme, period, run, and the digest to check it against. */
export function PrintHead({ title, run }: { readonly title: string; readonly run: z.output<typeof Run> | undefined }) {
  const say = useSay();
  if (!run) return null;
  const digest = run.digests.result;
  return (
    <div className="only-print print-head" aria-hidden="true">
      <p className="print-title">
        {say.named(run.programme.title)} · {title}
      </p>
      <p>
        {periodName(say.language, run.period)} · {say("run.number", { n: run.run })} ·{" "}
        {say("subject.basis.scheme", { title: say.named(run.scheme.title), version: run.scheme.version })} ·{" "}
        {say("run.as-of", { moment: moment(say.language, run.facts.asOf), batch: run.facts.batch })}
        {digest !== null && ` · ${say("print.digest", { digest: digest.slice(0, 12) })}`}
      </p>
    </div>
  );
}

/** Prints what is shown: a page of its own is not needed. */
export function PrintButton() {
  const say = useSay();
  return <Button onClick={() => globalThis.print()}>{say("print.now")}</Button>;
}

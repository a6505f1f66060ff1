import type { Erasure } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { erasurePreview, erasures, todos } from "../../exchange/questions.ts";
import { ApproveOrRefuse } from "../../frame/approve-or-refuse.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Preview } from "./preview.tsx";

type One = z.output<typeof Erasure>;
const colours = { waiting: "amber", refused: "", done: "blue" } as const;

/** One erasure: whom it is about, on what basis, who asked and decided; for a second person the preview and the decision. */
export function OneErasure({ erasure }: { readonly erasure: One }) {
  const say = useSay();
  const { subject, basis, document, reason, state, asked, decided, mayDecide } = erasure;
  const who = ({ by, byName, at }: One["asked"]) =>
    say("erasures.who", { name: byName === null ? by : say.named(byName), at: moment(say.language, at) });
  const rows: readonly (readonly [string, string])[] = [
    [say("erasures.basis"), `${say(`erasures.basis.${basis}`)} · ${document}`],
    [say("erasures.reason"), reason],
    [say("erasures.asked"), who(asked)],
    ...(decided === null ? [] : ([[say("erasures.decided"), who(decided)]] as const)),
    ...(decided?.reason ? ([[say("erasures.refuse"), decided.reason]] as const) : []),
  ];
  return (
    <article className="card wide">
      <h3>
        {erasure.erasure} · {say.named(subject.name)}{" "}
        <span className={`tag ${colours[state]}`}>{say(`erasures.state.${state}`)}</span>
      </h3>
      <dl className="sheet">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mayDecide && <Decision erasure={erasure} />}
    </article>
  );
}

function Decision({ erasure: { erasure, programme, subject, basis, identity, facts } }: { readonly erasure: One }) {
  const say = useSay();
  const questions = useQueryClient();
  const preview = useQuery(erasurePreview({ programme, subject: subject.id, basis, identity, facts }));
  const decide = useMutation({
    mutationFn: (body: { approve: boolean; seen?: string; reason?: string }) =>
      ask("decideErasure", { params: { erasure }, body }),
    onSettled: () =>
      Promise.all([
        questions.invalidateQueries(erasures),
        questions.invalidateQueries(todos),
        questions.invalidateQueries({ queryKey: ["erasure-preview"] }),
      ]),
  });
  return (
    <ApproveOrRefuse
      id={`erasure-reason-${erasure}`}
      approve={say("erasures.approve")}
      refuse={say("erasures.refuse")}
      isShown={preview.data !== undefined}
      error={decide.error ?? preview.error}
      isPending={decide.isPending}
      onApprove={() => decide.mutate({ approve: true, seen: preview.data?.digest ?? "" })}
      onRefuse={(reason) => decide.mutate({ approve: false, reason })}
    >
      {preview.data && <Preview preview={preview.data} />}
    </ApproveOrRefuse>
  );
}

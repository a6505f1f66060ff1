import type { CorrectableKind, FactPage } from "@biaochi/contract";
import { isCode, periodName } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask, freshKey } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { dependents, fact as factQuestion } from "../../exchange/questions.ts";
import { useProgramme } from "../../frame/current.ts";
import { FaultSummary } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { correctionOf, type Draft, faultsOf, isCorrectableKind, keepDraft, readDraft } from "./correction-draft.ts";
import { CorrectionEffect } from "./correction-effect.tsx";
import { CorrectionFields, type Faults, faultsBeside } from "./correction-form.tsx";
import { CorrectionRefused, faultsIn } from "./correction-refused.tsx";
import { CorrectionSaved } from "./correction-saved.tsx";
import { titleOf, valueInWords, whenOf } from "./fact-table.tsx";

type Page = z.output<typeof FactPage>;
type Dependents = Answer<"readDependents">;

/** Correcting one fact: the form, then who would move and by how much, then saving and computing anew. */
export function CorrectionPage() {
  const { programme, fact: id } = useParams({ from: "/inside/programmes/$programme/facts/$fact/correct" });
  const { data, error, refetch } = useQuery(factQuestion(programme, id));
  const reading = useQuery(dependents(programme, id));
  const [saved, setSaved] = useState<Page>();
  if (error ?? reading.error) return <Failed error={error ?? reading.error} again={() => void refetch()} />;
  if (!data || !reading.data) return <Loading />;
  const { kind } = data.fact;
  if (saved) return <CorrectionSaved before={data} after={saved} dependents={reading.data} />;
  if (!isCorrectableKind(kind) || !reading.data.mayCorrect) return <NotHere page={data} />;
  return <Correcting key={id} page={data} kind={kind} dependents={reading.data} onSaved={setSaved} />;
}

/** The form is not for this fact: a newer one stands in its place, or its kind is not corrected one by one. */
function NotHere({ page }: { readonly page: Page }) {
  const say = useSay();
  const { supersededBy: newest } = page.fact;
  return (
    <>
      <PageTitle>{titleOf(say, page.fact)}</PageTitle>
      <p className="notice">
        {newest
          ? say("correct.stale")
          : say(isCorrectableKind(page.fact.kind) ? "not-permitted" : "kind-not-correctable")}
      </p>
      <p>
        <Link
          to="/programmes/$programme/facts/$fact"
          params={{ programme: page.programme, fact: newest ?? page.fact.id }}
        >
          {newest ? say("correct.stale.open") : say("fact.open")}
        </Link>
      </p>
    </>
  );
}

type CorrectingProps = {
  readonly page: Page;
  readonly kind: CorrectableKind;
  readonly dependents: Dependents;
  readonly onSaved: (page: Page) => void;
};

function Correcting({ page, kind, dependents: read, onSaved }: CorrectingProps) {
  const say = useSay();
  const questions = useQueryClient();
  const { fact, programme } = page;
  const [draft, setDraft] = useState(() => readDraft(programme, fact));
  const [faults, setFaults] = useState<Faults>({});
  const newest = read.runs.filter((run) => run.isNewest);
  const whole = useProgramme(programme).run?.run;
  const runs = newest.length > 0 ? newest.map(({ run, period }) => ({ run, period })) : [];
  const [chosen, setChosen] = useState<number>();
  const run = chosen ?? runs.find((each) => each.run === whole)?.run ?? runs[0]?.run ?? whole;
  const [key, setKey] = useState(freshKey);

  const preview = useMutation({
    mutationFn: (given: Draft) =>
      ask("previewCorrection", {
        params: { programme, fact: fact.id },
        body: { run: run ?? 0, correction: correctionOf(kind, given) },
      }),
    onError: (error) => setFaults(faultsIn(error)),
  });
  const save = useMutation({
    mutationFn: (given: Draft) =>
      ask("correctFact", {
        params: { programme, fact: fact.id },
        body: { correction: correctionOf(kind, given), reason: given.reason.trim() },
        ifMatch: fact.id,
        key,
      }),
    onSuccess: (answer) => {
      keepDraft(programme, fact.id, undefined);
      void questions.invalidateQueries({ queryKey: ["fact", programme] });
      onSaved(answer);
    },
    onError: (error) => setFaults(faultsIn(error)),
  });

  const change = (given: Partial<Draft>) => {
    const next = { ...draft, ...given };
    setDraft(next);
    keepDraft(programme, fact.id, next);
    preview.reset();
    save.reset();
    setKey(freshKey()); // another correction than the one that may have been sent
  };
  const look = () => {
    const found = faultsOf(kind, draft);
    setFaults(found);
    save.reset();
    if (Object.keys(found).length === 0) preview.mutate(draft);
  };

  const leave = (
    <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: fact.id }}>
      {say("correct.cancel")}
    </Link>
  );
  const head = (
    <>
      <p className="trail quiet">
        <span>{say(`fact.kind.${fact.kind}`)}</span>
        <span>{say("correct.title")}</span>
      </p>
      <PageTitle>{titleOf(say, fact)}</PageTitle>
      <p>
        {fact.subject ? say.named(fact.subject.name) : say("fact.all-subjects")}
        {fact.period !== null && ` · ${whenOf(say, fact.period)}`} · <strong>{valueInWords(say, fact)}</strong>
      </p>
    </>
  );

  if (preview.data)
    return (
      <>
        {head}
        <Will page={page} kind={kind} draft={draft} />
        <CorrectionEffect effect={preview.data} />
        {save.error && <CorrectionRefused error={save.error} programme={programme} />}
        <p className="doors">
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(draft)}>
            {say(save.isPending ? "correct.saving" : "correct.save")}
          </Button>
          <Button
            onClick={() => {
              preview.reset();
              save.reset();
            }}
          >
            {say("correct.change")}
          </Button>
          {leave}
        </p>
      </>
    );
  return (
    <>
      {head}
      <p className="quiet">{say("correct.lead")}</p>
      <FaultSummary faults={faultsBeside(say, kind, faults, true)} sign={faults} />
      {preview.error && <CorrectionRefused error={preview.error} programme={programme} />}
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <CorrectionFields fact={fact} kind={kind} draft={draft} faults={faults} onChange={change} />
        {runs.length > 1 && (
          <div className="field">
            <label htmlFor="field-run">{say("correct.compare-with")}</label>
            <select id="field-run" value={run} onChange={(event) => setChosen(Number(event.target.value))}>
              {runs.map((each) => (
                <option key={each.run} value={each.run}>
                  {periodName(say.language, each.period)}
                </option>
              ))}
            </select>
          </div>
        )}
        <p className="doors">
          <Button type="primary" htmlType="submit" loading={preview.isPending} disabled={run === undefined}>
            {say(preview.isPending ? "correct.previewing" : "correct.preview")}
          </Button>
          {leave}
        </p>
      </form>
    </>
  );
}

type WillProps = { readonly page: Page; readonly kind: CorrectableKind; readonly draft: Draft };

/** Exactly what is about to be saved, in the words in which it will be read. */
function Will({ page, kind, draft }: WillProps) {
  const say = useSay();
  const { fact } = page;
  const { value = null, absence, standing, statement, source, document } = correctionOf(kind, draft);
  const details = { ...fact.details, ...(standing ? { standing } : {}) };
  const next = { ...fact, value, absence: absence === undefined || absence === "none" ? null : absence, details };
  const lines: readonly (readonly [string, string, string])[] = [
    [say(`correct.value.${kind}`), valueInWords(say, fact), valueInWords(say, next)],
    ...(standing
      ? [[say("correct.standing"), standingOf(say, fact.details.standing), standingOf(say, standing)] as const]
      : []),
    ...(statement === undefined ? [] : [[say("correct.statement"), fact.details.reason ?? "", statement] as const]),
    ...(source === undefined ? [] : [[say("correct.source"), fact.source ?? "", source] as const]),
    ...(document === undefined ? [] : [[say("correct.document"), fact.details.document ?? "", document] as const]),
  ];
  return (
    <section aria-labelledby="will">
      <h2 id="will">{say("correct.will")}</h2>
      <dl className="sheet">
        {lines
          .filter(([, from, to]) => from !== to)
          .map(([name, from, to]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{say("correct.from-to", { from, to })}</dd>
            </div>
          ))}
        <div>
          <dt>{say("correct.reason")}</dt>
          <dd>{draft.reason.trim()}</dd>
        </div>
      </dl>
    </section>
  );
}

function standingOf(say: ReturnType<typeof useSay>, standing: string | undefined): string {
  const code = `fact-detail.standing.${standing}`;
  return isCode(code) ? say(code) : (standing ?? "");
}

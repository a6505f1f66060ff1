import type { SchemePage as Page } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { listInWords, session, standings, worths as worthsOf } from "../../exchange/questions.ts";
import { useOwn, useProgramme } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import type { SchemeChoice } from "./scheme-choice.ts";
import { Thermometer } from "./thermometer.tsx";
import { WeightsTree } from "./weights-tree.tsx";

type Scheme = z.output<typeof Page>;
type List = Scheme["lists"][number];

/** What the reader is appraised by in this version: whoever leads a unit, by the unit's list. Undefined until it is known. */
function useOwnList({ id: scheme, version, programme }: Scheme) {
  const subject = useOwn()[0];
  const asked = useQuery({
    ...listInWords({ scheme, version, subject: subject?.id ?? "" }, programme),
    enabled: subject !== undefined,
  });
  if (subject !== undefined && asked.data) return { subject, list: asked.data.list.id };
  return subject === undefined || asked.isError ? null : undefined;
}

type Change = (change: { readonly [K in keyof SchemeChoice]?: SchemeChoice[K] | undefined }) => void;

/** The lists of a version, one at a time, for a kind of subject or for one; the reader's own first. */
export function Lists({ page }: { readonly page: Scheme }) {
  const say = useSay();
  const choice = useSearch({ from: "/inside/schemes/$scheme/$version" });
  const navigate = useNavigate({ from: "/schemes/$scheme/$version" });
  const choose: Change = (change) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)),
      resetScroll: false,
    });
  const own = useOwnList(page);
  const list = page.lists.find((each) => each.id === (choice.list ?? own?.list)) ?? page.lists[0];
  if (!list) return null;
  return (
    <section aria-labelledby="list">
      <h2 id="list">{say("scheme.weights")}</h2>
      {own === undefined ? (
        <Loading />
      ) : (
        <OneList {...{ page, list, choice, choose }} {...(own && own.list === list.id ? { own: own.subject } : {})} />
      )}
    </section>
  );
}

type OneListProps = {
  readonly page: Scheme;
  readonly list: List;
  readonly choice: SchemeChoice;
  readonly choose: Change;
  /** The reader's own, where this list is for it: shown first. */
  readonly own?: ReturnType<typeof useOwn>[number];
};

function OneList({ page, list, choice, choose, own }: OneListProps) {
  const say = useSay();
  const { id: scheme, version, programme } = page;
  const subject = choice.subject ?? (choice.who === undefined ? own?.id : undefined);
  const all = useQuery(worthsOf({ scheme, version }, { programme, list: list.id }));
  const one = useQuery({
    ...worthsOf({ scheme, version }, { programme, list: list.id, ...(subject ? { subject } : {}) }),
    enabled: subject !== undefined,
  });
  const { data, error, refetch } = subject === undefined ? all : one;
  const kinds = all.data?.worths ?? [];
  const worth = data?.worths.find((each) => each.key === choice.who) ?? data?.worths[0];
  const whoOf = (kind: (typeof kinds)[number]) =>
    kind.who.length === 0 ? say("scheme.everybody") : kind.who.map(say.named).join(say("list.separator"));
  const mine = own ? [{ value: own.id, label: say.named(own.name) }] : [];
  const whoChoices = [...mine, ...kinds.map((each) => ({ value: each.key, label: whoOf(each) }))];
  const isAnother = subject !== undefined && subject !== own?.id;
  return (
    <>
      <div className="choices no-print">
        {page.lists.length > 1 && (
          <label htmlFor="list-choice">
            <span>{say("scheme.list-of", { n: page.lists.length })}</span>
            <Select
              id="list-choice"
              value={list.id}
              onChange={(id) => choose({ list: id, who: undefined, subject: undefined })}
              options={page.lists.map((each) => ({ value: each.id, label: say.named(each.name) }))}
              popupMatchSelectWidth={false}
              className="cohort"
            />
          </label>
        )}
        {whoChoices.length > 1 && worth && !isAnother && (
          <label htmlFor="who-choice">
            <span>{say("scheme.who")}</span>
            <Select
              id="who-choice"
              value={worth.key}
              onChange={(who) =>
                choose(who === own?.id ? { subject: who, who: undefined } : { who, subject: undefined })
              }
              options={whoChoices}
              popupMatchSelectWidth={false}
              className="cohort"
            />
          </label>
        )}
        <SubjectChoice
          programme={programme}
          list={list}
          chosen={isAnother && worth ? whoOf(worth) : undefined}
          choose={(chosen) => choose({ subject: chosen, who: undefined })}
        />
      </div>
      {error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          {worth ? (
            worth.full !== null && <Thermometer nodes={list.nodes} worths={worth.nodes} full={worth.full} />
          ) : (
            <p className="quiet">{say("scheme.nobody")}</p>
          )}
          <WeightsTree list={list} worths={worth?.nodes} full={worth?.full ?? null} />
        </>
      )}
    </>
  );
}

type SubjectChoiceProps = {
  readonly programme: string;
  readonly list: List;
  readonly chosen: string | undefined;
  readonly choose: (subject: string | undefined) => void;
};

/** One subject of the kind that the list is for, found by name. Only for those who see standings. */
function SubjectChoice({ programme, list, chosen, choose }: SubjectChoiceProps) {
  const say = useSay();
  const [q, setQ] = useState("");
  const { programme: known } = useProgramme(programme);
  const run = known?.latestRun ?? undefined;
  const maySee = useQuery(session).data?.may.includes("see-standings") ?? false;
  const { data } = useQuery({
    ...standings(run ?? 0, { type: list.type ?? "unit", limit: 20, ...(q === "" ? {} : { q }) }),
    enabled: run !== undefined && maySee,
    retry: false,
  });
  if (!data) return null;
  return (
    <label htmlFor="subject-choice">
      <span>{say("scheme.one-subject")}</span>
      <Select<string>
        id="subject-choice"
        showSearch={{ filterOption: false, onSearch: setQ }}
        allowClear
        value={chosen ?? null}
        placeholder={say("scheme.find-subject")}
        onChange={(subject) => choose(subject)}
        options={data.rows.map((row) => ({ value: row.subject.id, label: say.named(row.subject.name) }))}
        popupMatchSelectWidth={false}
        className="search"
      />
    </label>
  );
}

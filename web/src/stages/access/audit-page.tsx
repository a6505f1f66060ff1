import { codesHeld } from "@biaochi/words";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { addressOf } from "../../exchange/doors.ts";
import { auditPages } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { AuditCheck } from "./audit-check.tsx";
import { type AuditChoice, auditKinds, auditOutcomes, readAuditChoice } from "./audit-choice.ts";
import { AuditTable } from "./audit-table.tsx";

/** Who did what, for the audit administrator: looked through, taken away as a file, and checked. */
export function AuditPage() {
  const say = useSay();
  const choice = useSearch({ from: "/inside/audit" });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(auditPages(choice));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const events = data?.pages.flatMap((page) => page.events);
  const { from, until } = choice;
  return (
    <>
      <PageTitle>{say("audit.title")}</PageTitle>
      <p className="lead">{say("audit.lead")}</p>
      <Filters key={JSON.stringify(choice)} choice={choice} />
      {events === undefined && <Loading />}
      {events?.length === 0 && <Empty title={say("audit.none")} todo={say("audit.none.todo")} />}
      {events !== undefined && events.length > 0 && <AuditTable events={events} />}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("audit.more")}
        </Button>
      )}
      <section aria-labelledby="audit-check">
        <h2 id="audit-check">{say("audit.check")}</h2>
        <p className="quiet">{say("audit.check.what")}</p>
        <AuditCheck />
      </section>
      <section aria-labelledby="audit-export">
        <h2 id="audit-export">{say("audit.export")}</h2>
        <p className="quiet">{say("audit.export.what")}</p>
        <p>
          <a href={addressOf("exportAudit", { query: { ...(from ? { from } : {}), ...(until ? { until } : {}) } })}>
            {say("audit.export")}
          </a>
        </p>
      </section>
    </>
  );
}

/** Lines of earlier versions have these; they are found by the names of today. */
const formerNames = ["sign-in", "sign-out"];
/** Every act that has a word. */
const actions = () =>
  codesHeld()
    .flatMap((code) => /^audit-action\.(.+)$/.exec(code)?.[1] ?? [])
    .filter((action) => !formerNames.includes(action));

/** What is typed stands in the address when it is searched for, and not before. */
function Filters({ choice }: { readonly choice: AuditChoice }) {
  const say = useSay();
  const navigate = useNavigate({ from: "/audit" });
  const [draft, setDraft] = useState<Record<string, string | undefined>>({ ...choice });
  const typed = (name: "account" | "subject" | "thing" | "from" | "until", type: "text" | "date" = "text") => (
    <label htmlFor={`audit-${name}`}>
      <span>{say(`audit.${name}`)}</span>
      <Input
        id={`audit-${name}`}
        type={type}
        value={draft[name] ?? ""}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      />
    </label>
  );
  const any = { value: "", label: say("audit.any") };
  return (
    <search>
      <form
        className="choices"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({ search: readAuditChoice(draft) });
        }}
      >
        {typed("from", "date")}
        {typed("until", "date")}
        <label htmlFor="audit-kind">
          <span>{say("audit.kind")}</span>
          <Select<string>
            id="audit-kind"
            value={draft.kind ?? ""}
            onChange={(kind) => setDraft({ ...draft, kind })}
            popupMatchSelectWidth={false}
            options={[any, ...auditKinds.map((value) => ({ value, label: say(`audit-kind.${value}`) }))]}
          />
        </label>
        <label htmlFor="audit-outcome">
          <span>{say("audit.outcome")}</span>
          <Select<string>
            id="audit-outcome"
            value={draft.outcome ?? ""}
            onChange={(outcome) => setDraft({ ...draft, outcome })}
            popupMatchSelectWidth={false}
            options={[any, ...auditOutcomes.map((value) => ({ value, label: say(`audit.outcome.${value}`) }))]}
          />
        </label>
        <label htmlFor="audit-action">
          <span>{say("audit.action")}</span>
          <Select<string>
            id="audit-action"
            className="cohort"
            showSearch={{ optionFilterProp: "label" }}
            value={draft.action ?? ""}
            onChange={(action) => setDraft({ ...draft, action })}
            popupMatchSelectWidth={false}
            options={[any, ...actions().map((value) => ({ value, label: say.composed(`audit-action.${value}`) }))]}
          />
        </label>
        {typed("account")}
        {typed("subject")}
        {typed("thing")}
        <Button type="primary" htmlType="submit">
          {say("audit.search")}
        </Button>
        <Button onClick={() => void navigate({ search: {} })}>{say("audit.clear")}</Button>
      </form>
    </search>
  );
}

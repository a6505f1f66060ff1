import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Answer } from "../../exchange/doors.ts";
import { rulebooks } from "../../exchange/questions.ts";
import { WhichChoice } from "../../frame/choices.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { RuleSection } from "./rule-section.tsx";

const states = ["all", "waiting", "confirmed", "read", "open"] as const;
type Which = (typeof states)[number];
type Page = Answer<"readRulebooks">;

/** Of rules that held earlier nothing waits: they are listed under all. */
const isOf = (which: Which, rule: Page["rules"][number]): boolean =>
  which === "all" || (rule.state === which && rule.holds);

/** The national rules with their sources: what was read, what the city has confirmed, and what still waits for it. */
export function RulebooksPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(rulebooks);
  const [which, setWhich] = useState<Which>("all");
  const [subject, setSubject] = useState("");
  useMarked(data !== undefined);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { edition, rules, subjects, waiting, calendarUntil } = data;
  const shown = rules.filter((rule) => isOf(which, rule) && (subject === "" || rule.subject === subject));
  const digest = edition.digest.slice(0, 12);
  return (
    <>
      <PageTitle>{say("rulebooks.title")}</PageTitle>
      <p className="lead">{say("rulebooks.lead")}</p>
      <p className="doors">
        <strong>{say("rulebooks.waiting", { n: waiting })}</strong>
        <Link to="/red-lines">{say("allow-list.to")}</Link>
        <Link to="/local-rules">{say("local-rules.to")}</Link>
      </p>
      <p className="quiet small">
        {edition.day === null
          ? say("rulebooks.edition.none", { digest })
          : say("rulebooks.edition", { day: day(say.language, edition.day), digest })}{" "}
        {say("rulebooks.calendar", { day: day(say.language, calendarUntil) })}
      </p>
      <div className="choices">
        <WhichChoice
          id="rulebooks-which"
          label={say("rulebooks.which")}
          value={which}
          options={states.map((value) => ({
            value,
            label: say(`rulebooks.which.${value}`, { n: rules.filter((rule) => isOf(value, rule)).length }),
          }))}
          onValue={setWhich}
        />
        <WhichChoice
          id="rulebooks-subject"
          label={say("rulebooks.subject")}
          value={subject}
          options={[
            { value: "", label: say("rulebooks.subject.all") },
            ...subjects.map((each) => ({ value: each.subject, label: say.named(each.title) })),
          ]}
          onValue={setSubject}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title={say("rulebooks.none")} todo={say("rulebooks.none.todo")} />
      ) : (
        subjects.map(({ subject: each, title }) => {
          const own = shown.filter((rule) => rule.subject === each);
          if (own.length === 0) return null;
          return <RuleSection key={each} title={say.named(title)} rules={own} isOpen={own.length === shown.length} />;
        })
      )}
    </>
  );
}

/** Another page links to one rule: its section is opened and the rule brought into sight when the rules are there. */
function useMarked(isThere: boolean): void {
  useEffect(() => {
    const id = decodeURIComponent(globalThis.location.hash.slice(1));
    const rule = isThere && id !== "" ? document.getElementById(id) : null;
    const section = rule?.closest("details");
    if (section) section.open = true;
    rule?.scrollIntoView({ block: "center" });
  }, [isThere]);
}

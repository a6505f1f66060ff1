import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { slimming } from "../../exchange/library-questions.ts";
import { WhichChoice } from "../../frame/choices.tsx";
import { useAccount } from "../../frame/current.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { PrintButton } from "../../frame/print-head.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import type { Sides } from "./library-choice.ts";
import { SlimmingTable, UnitTypes } from "./library-slimming-table.tsx";
import { percentOf } from "./percent-of.ts";

type Slimming = Answer<"readSlimming">;

/** What became fewer between two versions of schemes or two days of the library: counted, never claimed. */
export function LibrarySlimmingPage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const sides = useSearch({ from: "/inside/library/slimming" });
  const { data, error, refetch } = useQuery(slimming({ programme, ...sides }));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { before, after, model } = data;
  if (before === null || after === null) return <Empty title={say("library.empty")} />;
  const percent = percentOf(before.forms, after.forms);
  return (
    <>
      <PageTitle>{say("library.slimming.title")}</PageTitle>
      <p className="lead">
        {say("library.slimming.finding", {
          ...{ before: before.indicators, after: after.indicators },
          ...{ formsBefore: before.forms, formsAfter: after.forms },
        })}
        {percent !== null && ` · ${say("library.slimming.finding.percent", { percent })}`}
      </p>
      <p className="quiet">{say("library.slimming.lead")}</p>
      <Choose data={data} sides={sides} />
      <p className="doors no-print">
        <Link to="/library">{say("library.back")}</Link>
        <PrintButton />
      </p>
      <SlimmingTable before={before} after={after} />
      <UnitTypes before={before} after={after} />
      <Names title={say("library.slimming.gone", { n: data.gone.length })} of={data.gone} />
      <Names title={say("library.slimming.come", { n: data.come.length })} of={data.come} />
      {after.duplicates.length > 0 && (
        <section aria-labelledby="slim-duplicates">
          <h2 id="slim-duplicates">{say("library.slimming.duplicates")}</h2>
          <ul>
            {after.duplicates.map(({ one, other }) => (
              <li key={`${one.id} ${other.id}`}>
                {say.named(one.name)} · {say.named(other.name)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="quiet">
        {say("library.slimming.model", {
          ...{ reported: model.reported ?? 0, assessment: model.assessment ?? 0, ballot: model.ballot ?? 0 },
        })}
      </p>
      <p className="quiet">{say("library.slimming.beside", data.beside)}</p>
    </>
  );
}

const sideName = (say: Say, { side, title, version }: Slimming["sides"][number]): string =>
  title === null
    ? say("library.slimming.side.day", { day: day(say.language, side.slice("day/".length)) })
    : say("library.slimming.side.scheme", { title: say.named(title), version: version ?? 0 });

function Choose({ data, sides }: { readonly data: Slimming; readonly sides: Sides }) {
  const say = useSay();
  const navigate = useNavigate({ from: "/library/slimming" });
  const options = data.sides.map((each) => ({ value: each.side, label: sideName(say, each) }));
  const choose = (more: Sides) => void navigate({ search: { ...sides, ...more }, replace: true });
  return (
    <div className="choices">
      <WhichChoice
        id="slim-before"
        label={say("library.slimming.before")}
        value={data.before?.side ?? ""}
        options={options}
        onValue={(before) => choose({ before })}
      />
      <WhichChoice
        id="slim-after"
        label={say("library.slimming.after")}
        value={data.after?.side ?? ""}
        options={options}
        onValue={(after) => choose({ after })}
      />
    </div>
  );
}

function Names({ title, of }: { readonly title: string; readonly of: Slimming["gone"] }) {
  const say = useSay();
  return (
    <section>
      <h2>{title}</h2>
      {of.length === 0 ? (
        <p className="nothing">{say("library.slimming.nobody")}</p>
      ) : (
        <ul>
          {of.map(({ id, name, source }) => (
            <li key={id}>
              {say.named(name)} <span className="quiet small">{say(`measured.${source ?? "unsaid"}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

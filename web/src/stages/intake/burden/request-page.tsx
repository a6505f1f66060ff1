import { day, moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ask } from "../../../exchange/ask.ts";
import { burdenRequest } from "../../../exchange/burden-questions.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { called } from "../../../frame/called.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { BurdenLinks } from "./burden-links.tsx";
import { RequestTags } from "./request-table.tsx";

type Request = Answer<"readBurdenRequest">;

/** One request: who asks, why, of whom, for which data, and what it costs. */
export function BurdenRequestPage() {
  const say = useSay();
  const { programme, request } = useParams({ from: "/inside/programmes/$programme/burden/requests/$request" });
  const { data, error, refetch } = useQuery(burdenRequest(programme, Number(request)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{data.title}</PageTitle>
      <BurdenLinks programme={programme} />
      <p>
        <RequestTags of={data} />
      </p>
      <About of={data} />
      {data.fields.length > 0 && <Fields of={data} />}
      <section aria-labelledby="burden-asked-of">
        <h2 id="burden-asked-of">{say("burden.request.units")}</h2>
        <p>{data.askedOf.map(({ name }) => say.named(name)).join(say("list.separator"))}</p>
      </section>
      {data.mayWithdraw && (
        <WithReason
          id="burden-withdraw"
          label={say("burden.withdraw")}
          what={say("burden.withdraw.what")}
          submit={say("burden.withdraw")}
          changes={["burden"]}
          run={(reason) =>
            ask("withdrawBurdenRequest", { params: { programme, request: data.request }, body: { reason } })
          }
        />
      )}
    </>
  );
}

function About({ of }: { readonly of: Request }) {
  const say = useSay();
  const { recorded, withdrawn, approval } = of;
  const who = ({ by, at }: Request["recorded"]) => ({
    name: called(say, by),
    at: moment(say.language, at),
  });
  const rows: readonly (readonly [string, string | null])[] = [
    [say("burden.kind"), say(`burden.kind.${of.kind}`)],
    [say("burden.asker"), say.named(of.asker.name)],
    [say("burden.reason"), of.reason],
    [say("burden.document"), of.document],
    [say("burden.asked-on"), day(say.language, of.askedOn)],
    [say("burden.form.period"), of.period === null ? null : periodName(say.language, of.period)],
    [
      say("burden.request.costs"),
      say("burden.request.amounts", { ...amountsOf(of), fields: of.fields.length, minutes: of.minutes }),
    ],
    [say("burden.request.statute"), of.statute],
    [say("burden.request.approval"), approval === null ? null : say("burden.request.approval.said", approval)],
    [say("burden.request.recorded"), say("burden.request.by", who(recorded))],
    [
      say("burden.withdrawn"),
      withdrawn === null ? null : say("burden.withdrawn.why", { ...who(withdrawn), reason: withdrawn.reason }),
    ],
  ];
  return (
    <dl className="sheet">
      {rows.map(
        ([name, said]) =>
          said !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{said}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

const amountsOf = ({ people, pages, hours, model }: Request) => ({ people, pages, hours, model: String(model) });

function Fields({ of: { fields } }: { readonly of: Request }) {
  const say = useSay();
  return (
    <section aria-labelledby="burden-fields">
      <h2 id="burden-fields">{say("burden.request.fields")}</h2>
      <ul>
        {fields.map(({ name, exception }) => (
          <li key={name}>
            {name}
            {exception !== null && (
              <span className="quiet small block">{say("burden.request.exception", exception)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { DraftAct, DraftPage } from "@biaochi/contract";
import { day, findingParams, moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { z } from "zod";
import { draftRevision } from "../../../exchange/draft-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { LinesTable } from "../lines-table.tsx";
import { sourceInWords } from "./draft-source.ts";
import { nameOf } from "./overtaken.tsx";

type Act = z.output<typeof DraftAct>;

/** Everything that was ever saved, and every step. */
export function HistoryTab({ page }: { readonly page: DraftPage }) {
  const say = useSay();
  const { revision } = useSearch({ from: "/inside/drafts/$draft" });
  return (
    <>
      <section aria-labelledby="steps">
        <h2 id="steps">{say("draft.steps")}</h2>
        <ol className="steps">
          <li>
            <p>
              <span className="strong">{say("draft.act.made")}</span> {nameOf(say, page.made.by)}
              {say("lost.colon")}
              {moment(say.language, page.made.at)} <span className="quiet">{sourceInWords(say, page.source)}</span>
            </p>
          </li>
          {page.acts.map((act) => (
            <ActView key={`${act.act}${act.at}`} act={act} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="revisions">
        <h2 id="revisions">{say("draft.revisions", { n: page.revisions.length })}</h2>
        <Scroll label={say("draft.revisions", { n: page.revisions.length })}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("draft.revision")}</th>
                <th scope="col">{say("draft.saved-at")}</th>
                <th scope="col">{say("draft.saved-by")}</th>
                <th scope="col">{say("draft.note")}</th>
                <th scope="col">{say("scheme.digest")}</th>
              </tr>
            </thead>
            <tbody>
              {page.revisions.map((each) => (
                <tr key={each.revision}>
                  <th scope="row">
                    {each.revision > 1 ? (
                      <Link
                        to="/drafts/$draft"
                        params={{ draft: String(page.draft) }}
                        search={{ tab: "history", revision: each.revision }}
                        resetScroll={false}
                      >
                        {say("draft.revision-of", { revision: each.revision })}
                      </Link>
                    ) : (
                      say("draft.revision-of", { revision: each.revision })
                    )}
                  </th>
                  <td>{moment(say.language, each.at)}</td>
                  <td className="below">{nameOf(say, each.by)}</td>
                  <td className="below">{each.note}</td>
                  <td className="below" data-label={say("scheme.digest")}>
                    <code className="digest">{each.digest.slice(0, 16)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
        {revision !== undefined && revision > 1 && <Changed draft={page.draft} revision={revision} />}
      </section>
    </>
  );
}

function ActView({ act }: { readonly act: Act }) {
  const say = useSay();
  const { decision } = act;
  return (
    <li>
      <p>
        <span className="strong">{say(`draft.act.${act.act}`)}</span> {nameOf(say, act.by)}
        {say("lost.colon")}
        {moment(say.language, act.at)}{" "}
        <span className="quiet">{say("draft.revision-of", { revision: act.revision })}</span>{" "}
        <code className="digest">{act.digest.slice(0, 16)}</code>
      </p>
      {decision && (
        <p>
          {say("draft.decided", {
            ...{ body: say.named(decision.body), meeting: decision.meeting, minutes: decision.minutes },
            day: day(say.language, decision.day),
          })}
        </p>
      )}
      {act.reason !== null && <p>{say("draft.reason", { reason: act.reason })}</p>}
      {act.retroactive !== null && <p>{say("draft.retroactive-by", { document: act.retroactive })}</p>}
      {act.acknowledged.length > 0 && (
        <details className="behind">
          <summary>{say("draft.acknowledged", { n: act.acknowledged.length })}</summary>
          <ul>
            {act.acknowledged.map(({ code, line, ...finding }) => (
              <li key={`${code}${line}`}>
                {say.composed(`lint.${code}`, findingParams(say.language, finding))}{" "}
                <span className="quiet small">{say("scheme.line", { line })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Changed({ draft, revision }: { readonly draft: number; readonly revision: number }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(draftRevision(draft, revision, revision - 1));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <h3>{say("draft.changed-in", { revision })}</h3>
      <LinesTable lines={data.lines} />
    </>
  );
}

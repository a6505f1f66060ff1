import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { drafts as draftsQuestion } from "../../../exchange/draft-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { stateColours } from "./draft-page.tsx";
import { sourceInWords } from "./draft-source.ts";
import { NewDraft } from "./new-draft.tsx";
import { nameOf } from "./overtaken.tsx";
import { VersionTable } from "./version-table.tsx";

/** Schemes in the making, and the versions that there are. */
export function DraftsPage() {
  const say = useSay();
  const seesUpper = useMay("see-upper");
  const { data, error, refetch } = useQuery(draftsQuestion);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("drafts.title")}</PageTitle>
      <p className="lead">{say("drafts.lead")}</p>
      {seesUpper && (
        <p>
          <Link to="/upper-schemes">{say("upper.title")}</Link>
        </p>
      )}
      {data.drafts.length === 0 ? (
        <Empty title={say("drafts.none")} {...(data.mayWrite ? { todo: say("drafts.none.todo") } : {})} />
      ) : (
        <Drafts drafts={data.drafts} />
      )}
      {data.mayWrite && <NewDraft programmes={data.programmes} templates={data.templates} />}
      {data.programmes.map(({ id, title, versions }) =>
        versions.length === 0 ? null : <VersionTable key={id} programme={id} title={title} versions={versions} />,
      )}
    </>
  );
}

function Drafts({ drafts }: { readonly drafts: Answer<"listDrafts">["drafts"] }) {
  const say = useSay();
  return (
    <Scroll label={say("drafts.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("drafts.name")}</th>
            <th scope="col">{say("drafts.state")}</th>
            <th scope="col">{say("draft.revision")}</th>
            <th scope="col">{say("draft.saved-by")}</th>
            <th scope="col">{say("draft.saved-at")}</th>
            <th scope="col">{say("drafts.source")}</th>
            <th scope="col">{say("scheme.digest")}</th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((each) => (
            <tr key={each.draft}>
              <th scope="row" className="below">
                <Link to="/drafts/$draft" params={{ draft: String(each.draft) }}>
                  {say.named(each.title)}
                </Link>{" "}
                <span className="quiet small">{say("draft.number", { draft: each.draft })}</span>
              </th>
              <td>
                <span className={`tag ${stateColours[each.state]}`}>{say(`draft.state.${each.state}`)}</span>
              </td>
              <td className="number" data-label={say("draft.revision")}>
                {each.revision}
              </td>
              <td>{nameOf(say, each.saved.by)}</td>
              <td>{moment(say.language, each.saved.at)}</td>
              <td className="below">{sourceInWords(say, each.source)}</td>
              <td className="below" data-label={say("scheme.digest")}>
                <code className="digest">{each.digest.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

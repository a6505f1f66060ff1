import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { ActButtons } from "./act-buttons.tsx";
import { AppraiserSaid } from "./appraiser-said.tsx";
import { actsOnFile, actsOnOfficial } from "./person-acts.ts";
import { PersonnelFile } from "./personnel-file.tsx";
import { personnelFile, registryOfficial, registryTree } from "./questions.ts";
import { SpanCells, SpanHeads, wordOf } from "./span-of-time.tsx";

type Page = Answer<"readRegistryOfficial">;

/** A person: posts over time, who appraises them in the cycle and why, and the file for those who keep it. */
export function RegistryPersonPage() {
  const say = useSay();
  const { programme, subject } = useParams({ from: "/inside/programmes/$programme/registry/officials/$subject" });
  const [mayChange, mayKeepFile, maySeeFile, maySeeTree] = [
    useMay("change-registry"),
    useMay("change-personnel-file"),
    useMay("see-personnel-file"),
    useMay("see-registry"),
  ];
  const { data, error, refetch } = useQuery(registryOfficial(programme, subject));
  const tree = useQuery({ ...registryTree(programme), enabled: mayChange }).data;
  const file = useQuery({ ...personnelFile(programme, subject), enabled: mayChange && mayKeepFile }).data;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      {maySeeTree && (
        <p className="small">
          <Link to="/programmes/$programme/registry" params={{ programme }}>
            {say("registry.back")}
          </Link>
        </p>
      )}
      <PageTitle>{say.named(data.official.name)}</PageTitle>
      {mayChange && tree && (!mayKeepFile || file) && (
        <ActButtons
          key={subject}
          programme={programme}
          groups={[
            ...actsOnOfficial(data, tree),
            ...(file ? [{ say: "registry-acts.file", acts: actsOnFile(subject, file) }] : []),
          ]}
        />
      )}
      <dl className="sheet">
        <div>
          <dt>{say("registry-person.regime")}</dt>
          <dd>{wordOf(say, "registry-regime", data.regime)}</dd>
        </div>
        <div>
          <dt>{say("registry-person.rank")}</dt>
          <dd>{wordOf(say, "registry-rank", data.rank)}</dd>
        </div>
        <div>
          <dt>{say("registry-person.managed-by")}</dt>
          <dd>{data.managedBy === null ? "—" : say.named(data.managedBy.name)}</dd>
        </div>
      </dl>
      {data.appraiser && data.cycle && <AppraiserSaid appraiser={data.appraiser} cycle={data.cycle} />}
      <h2>{say("registry-person.posts")}</h2>
      {data.posts.length === 0 ? <p className="quiet">{say("registry-person.no-posts")}</p> : <Posts page={data} />}
      {maySeeFile && <PersonnelFile programme={programme} subject={subject} />}
    </>
  );
}

function Posts({ page }: { readonly page: Page }) {
  const say = useSay();
  return (
    <Scroll label={say("registry-person.posts")}>
      <table className="plain terms">
        <thead>
          <tr>
            <SpanHeads />
            <th scope="col">{say("registry.unit")}</th>
            <th scope="col">{say("registry-person.role")}</th>
            <th scope="col">{say("registry-unit.section")}</th>
            <th scope="col">{say("registry-person.kind")}</th>
          </tr>
        </thead>
        <tbody>
          {page.posts.map((each) => (
            <tr key={each.post}>
              <SpanCells since={each.since} until={each.until} />
              <th scope="row">{say.named(each.unit.name)}</th>
              <td>{[each.title, wordOf(say, "registry-role", each.roleClass)].filter(Boolean).join(" · ")}</td>
              <td>{each.section === null ? "—" : say.named(each.section.name)}</td>
              <td>
                {say(`registry-person.kind.${each.kind}`)}
                {each.share === "1" ? "" : ` · ${each.share}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

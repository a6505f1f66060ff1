import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { libraryTakeOver } from "../../exchange/library-questions.ts";
import { useAccount } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { fieldsInWords } from "./library-words.ts";

type Preview = Answer<"previewTakeOver">;

/** The indicators of the newest scheme enter the library in one act, which is shown before. */
export function LibraryTakeOverPage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const { data, error, refetch } = useQuery(libraryTakeOver(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { scheme, added, changed, same, absent, ended, duplicates } = data;
  return (
    <>
      <PageTitle>{say("library.take-over.title")}</PageTitle>
      <p className="lead">{say("library.take-over.lead")}</p>
      <p>
        <Link to="/library">{say("library.back")}</Link>
      </p>
      {scheme === null ? (
        <p className="nothing">{say("library.take-over.none")}</p>
      ) : (
        <>
          <p>
            <strong>
              {say("library.take-over.scheme", { title: say.named(scheme.title), version: scheme.version })}
            </strong>
          </p>
          <Names title={say("library.take-over.added", { n: added.length })} names={added} />
          <Names title={say("library.take-over.changed", { n: changed.length })} names={changed} />
          <p>{say("library.take-over.same", { n: same })}</p>
          <Names title={say("library.take-over.absent", { n: absent.length })} names={absent} />
          <Names title={say("library.take-over.ended", { n: ended.length })} names={ended} />
          {duplicates.length > 0 && (
            <section aria-labelledby="duplicates">
              <h2 id="duplicates">{say("library.take-over.duplicates", { n: duplicates.length })}</h2>
              <ul>
                {duplicates.map(({ one, other, percent }) => (
                  <li key={`${one.id} ${other.id}`}>
                    {say("library.take-over.pair", { one: say.named(one.name), other: say.named(other.name), percent })}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {added.length + changed.length > 0 && (
            <WithReason
              id="take-over"
              label={say("library.take-over.do")}
              what={say("library.take-over.what", { added: added.length, changed: changed.length })}
              submit={say("library.take-over.do")}
              changes={["library"]}
              run={(reason) =>
                ask("takeOver", { body: { programme, scheme: scheme.id, version: scheme.version, reason } })
              }
            />
          )}
        </>
      )}
    </>
  );
}

type Named = Preview["added"][number] & { readonly fields?: readonly string[] };

function Names({ title, names }: { readonly title: string; readonly names: readonly Named[] }) {
  const say = useSay();
  if (names.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {names.map(({ id, name, fields }) => (
          <li key={id}>
            {say.named(name)} <span className="quiet small">{id}</span>
            {fields !== undefined && <span className="quiet small"> · {fieldsInWords(say, fields)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

import { day } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { called } from "../../frame/called.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { fieldsInWords } from "./library-words.ts";

type Props = { readonly page: Answer<"readLibraryIndicator"> };

/** Which versions of schemes use it, in which lists, and where they say something else. */
export function UsedTable({ page: { usedBy, facts } }: Props) {
  const say = useSay();
  return (
    <section aria-labelledby="used">
      <h2 id="used">{say("library.used")}</h2>
      <p className="quiet">{say("library.used.facts", { n: facts })}</p>
      {usedBy.length === 0 ? (
        <p className="nothing">{say("library.used.none")}</p>
      ) : (
        <Scroll label={say("library.used")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("library.used.scheme")}</th>
                <th scope="col">{say("library.used.lists")}</th>
                <th scope="col">{say("library.used.differs")}</th>
              </tr>
            </thead>
            <tbody>
              {usedBy.map(({ scheme, version, title, lists, differs }) => (
                <tr key={`${scheme}/${version}`}>
                  <th scope="row" className="below">
                    <Link to="/schemes/$scheme/$version" params={{ scheme, version: String(version) }}>
                      {say.named(title)} {say("library.used.version", { version })}
                    </Link>
                  </th>
                  <td className="below">
                    {lists.map(({ name }) => say.named(name)).join(say("list.separator")) || say("score.none")}
                  </td>
                  <td className="below" data-label={say("library.used.differs")}>
                    {differs.length === 0 ? say("score.none") : fieldsInWords(say, differs)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

/** What is like it, and why. */
export function NearTable({ page: { near } }: Props) {
  const say = useSay();
  return (
    <section aria-labelledby="near">
      <h2 id="near">{say("library.near")}</h2>
      {near.length === 0 ? (
        <p className="nothing">{say("library.near.none")}</p>
      ) : (
        <Scroll label={say("library.near")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("library.indicator")}</th>
                <th scope="col">{say("library.near.percent")}</th>
                <th scope="col">{say("library.near.why")}</th>
              </tr>
            </thead>
            <tbody>
              {near.map(({ id, name, percent, verdict, reasons }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/library/indicators/$indicator" params={{ indicator: id }}>
                      {say.named(name)}
                    </Link>
                  </th>
                  <td>
                    {say("library.slimming.percent", { n: percent })}{" "}
                    <span className={`tag ${verdict === "same" ? "amber" : ""}`}>{say(`library.near.${verdict}`)}</span>
                  </td>
                  <td>
                    {reasons
                      .map(({ code, values }) => say.composed(`library.alike.${code}`, values))
                      .join(say("list.separator"))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

/** Every version, the newest first: who, when, why, and what changed. */
export function VersionTable({ page: { versions, usedBy } }: Props) {
  const say = useSay();
  /** What was loaded with a scheme names it by its identifier. */
  const reasonOf = ({ isTakenOver, reason }: (typeof versions)[number]): string => {
    const from = usedBy.find(({ scheme, version }) => isTakenOver && reason === `${scheme}/${version}`);
    return from ? say("library.version.loaded", { title: say.named(from.title), version: from.version }) : reason;
  };
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{say("library.versions")}</h2>
      <Scroll label={say("library.versions")}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("library.version")}</th>
              <th scope="col">{say("library.version.what")}</th>
              <th scope="col">{say("library.version.reason")}</th>
              <th scope="col">{say("audit.who")}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((each) => (
              <tr key={each.version}>
                <th scope="row" data-label={say("library.version")}>
                  {each.version}
                </th>
                <td className="below">
                  {each.isEnded
                    ? say("library.version.ended")
                    : [
                        ...(each.isTakenOver ? [say("library.version.taken-over")] : []),
                        ...(each.version === 1 && !each.isTakenOver ? [say("library.version.first")] : []),
                        ...(each.changed.length === 0 ? [] : [fieldsInWords(say, each.changed)]),
                      ].join(say("list.separator"))}
                </td>
                <td className="below" data-label={say("library.version.reason")}>
                  {reasonOf(each)}
                  {each.document !== null && <span className="quiet small block">{each.document}</span>}
                </td>
                <td className="below">
                  {say("library.version.by", {
                    name: called(say, each.by),
                    day: day(say.language, each.day),
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

import type { Answer } from "../../exchange/doors.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { SpanCells, SpanHeads, wordOf } from "./span-of-time.tsx";

type Span = Answer<"readRegistryUnit">["spans"][number];

/** Names and places of a unit over time, the newest last. */
export function UnitSpans({ spans }: { readonly spans: readonly Span[] }) {
  const say = useSay();
  return (
    <>
      <h2>{say("registry-unit.spans")}</h2>
      <Scroll label={say("registry-unit.spans")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("registry-unit.name")}</th>
              <SpanHeads />
              <th scope="col">{say("registry-unit.parent")}</th>
              <th scope="col">{say("registry.type")}</th>
              <th scope="col">{say("registry.cohort")}</th>
            </tr>
          </thead>
          <tbody>
            {spans.map((span) => (
              <tr key={span.span}>
                <th scope="row" className="name">
                  {say.named(span.name)}
                  {[...besides(say, span)].map((sentence) => (
                    <span key={sentence} className="quiet small block">
                      {sentence}
                    </span>
                  ))}
                </th>
                <SpanCells since={span.since} until={span.until} />
                <td>{span.parent === null ? "—" : say.named(span.parent.name)}</td>
                <td>{wordOf(say, "attribute.unitType", span.unitType)}</td>
                <td>{span.cohort ?? "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function* besides(say: Say, { ending, successors, aliases, ledFrom, gradedBy }: Span): Iterable<string> {
  const several = say.language === "en" ? ", " : "、";
  if (ending !== null) {
    const into = successors.map(({ name }) => say.named(name)).join(several);
    yield [say(`registry-unit.ended.${ending}`), into].filter(Boolean).join(say.language === "en" ? " " : "");
  }
  if (aliases.length > 0) yield `${say("registry-unit.aliases")}${say("lost.colon")}${aliases.join(several)}`;
  if (ledFrom !== null)
    yield say("registry-unit.led", {
      from: say.named(ledFrom),
      by: gradedBy === null ? "—" : say.named(gradedBy.name),
    });
}

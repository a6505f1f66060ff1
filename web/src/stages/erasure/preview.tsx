import { periodName } from "@biaochi/words";
import type { Answer } from "../../exchange/doors.ts";
import { useSay } from "../../frame/preferences.tsx";

/** What would go, what it touches, what is kept and why. */
export function Preview({ preview }: { readonly preview: Answer<"previewErasure"> }) {
  const say = useSay();
  const { rows, runs, documents, closesAccount, duties } = preview;
  return (
    <dl className="sheet">
      <div>
        <dt>{say("erasures.goes")}</dt>
        <dd>
          {rows.length === 0 && !closesAccount && say("erasures.nothing")}
          <ul className="bare">
            {rows.map(({ entry, count }) => (
              <li key={entry}>{say("erasures.rows", { entry: say.composed(`erasure-entry.${entry}`), count })}</li>
            ))}
            {closesAccount && <li>{say("erasures.account")}</li>}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{say("erasures.runs")}</dt>
        <dd>
          {runs.length === 0
            ? say("erasures.runs.none")
            : runs
                .map(({ run, period }) => `${periodName(say.language, period)} ${say("run.number", { n: run })}`)
                .join(say("list.separator"))}
        </dd>
      </div>
      <div>
        <dt>{say("erasures.documents")}</dt>
        <dd>
          {documents.length === 0 && say("erasures.documents.none")}
          <ul className="bare">
            {documents.map(({ number, isRemoved }) => (
              <li key={number}>
                {say(isRemoved ? "erasures.document.removed" : "erasures.document.kept", { number })}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{say("erasures.duties")}</dt>
        <dd>
          <ul className="bare">
            {duties.map(({ code, source, evidence, blocks }) => (
              <li key={code}>
                {say.composed(`duty.${code}`)}{" "}
                <span className="quiet small">
                  {source} · {say(`erasures.evidence.${evidence}`)}
                </span>{" "}
                {blocks && (
                  <span className="tag red">
                    <span aria-hidden="true">■ </span>
                    {say("erasures.duty.blocks")}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}

import type { SchemeFinding } from "@biaochi/contract";
import { findingParams, isCode } from "@biaochi/words";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";

const signs = { error: "■", warning: "▲", advice: "●" } as const;
const colours = { error: "red", warning: "amber", advice: "" } as const;

/** What the linter says about the document: a sentence, its line, and how to mend it. */
export function SchemeFindings({
  findings,
  onLine,
}: {
  readonly findings: readonly z.output<typeof SchemeFinding>[];
  /** Leads to a line, where its text is on the page. */
  readonly onLine?: (line: number) => void;
}) {
  const say = useSay();
  return (
    <section aria-labelledby="lint">
      <h2 id="lint">{say("scheme.findings", { n: findings.length })}</h2>
      {findings.length === 0 ? (
        <p>{say("scheme.findings.none")}</p>
      ) : (
        <ul className="lint">
          {findings.map(({ code, severity, line, ...finding }) => {
            const values = findingParams(say.language, finding);
            const mend = `lint.${code}.mend`;
            return (
              <li key={`${code}:${line}:${JSON.stringify(values)}`}>
                <p>
                  <span className={`tag ${colours[severity]}`}>
                    <span aria-hidden="true">{signs[severity]} </span>
                    {say(`severity.${severity}`)}
                  </span>{" "}
                  {say.composed(`lint.${code}`, values)}{" "}
                  {onLine ? (
                    <button type="button" className="link small" onClick={() => onLine(line)}>
                      {say("scheme.line", { line })}
                    </button>
                  ) : (
                    <span className="quiet small">{say("scheme.line", { line })}</span>
                  )}
                </p>
                {isCode(mend) && (
                  <p className="quiet small">{say("scheme.mend", { mend: say.composed(mend, values) })}</p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

import type { SchemeFinding } from "@biaochi/engine";
import { findingParams } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { useEditing } from "./editing.ts";

const signs = { error: "■", warning: "▲", advice: "●" } as const;
const colours = { error: "red", warning: "amber", advice: "" } as const;

type Props = {
  readonly findings: readonly SchemeFinding[];
  readonly isReadable: boolean;
  readonly lead: (path: string) => void;
};

/** Everything that was found, each leading to its field; while the text cannot be read, to its line. */
export function FormFindings({ findings, isReadable, lead }: Props) {
  const say = useSay();
  const { toLine } = useEditing();
  const isGrave = findings.some(({ severity }) => severity === "error");
  return (
    <details className="part" open={isGrave}>
      <summary>{say("scheme-form.findings", { n: findings.length })}</summary>
      {!isReadable && <p>{say("scheme-form.unreadable")}</p>}
      {findings.length === 0 && <p>{say("scheme-form.findings.none")}</p>}
      <ul className="lint">
        {findings.map(({ code, severity, line, path, ...finding }) => {
          const params = findingParams(say.language, finding);
          const sentence = say.composed(`lint.${code}`, params);
          return (
            <li key={`${code}:${path}:${line}:${JSON.stringify(params)}`}>
              <span className={`tag ${colours[severity]}`}>
                <span aria-hidden="true">{signs[severity]} </span>
                {say(`severity.${severity}`)}
              </span>{" "}
              {isReadable ? (
                <button type="button" className="link" onClick={() => lead(path)}>
                  {sentence}
                </button>
              ) : (
                sentence
              )}{" "}
              {toLine ? (
                <button type="button" className="link quiet small" onClick={() => toLine(line)}>
                  {say("scheme-form.at-line", { line })}
                </button>
              ) : (
                <span className="quiet small">{say("scheme-form.at-line", { line })}</span>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

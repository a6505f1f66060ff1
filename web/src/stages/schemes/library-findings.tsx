import type { LibraryFinding } from "@biaochi/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSay } from "../../frame/preferences.tsx";

const colours = { forbidden: "red", wrong: "red", blocked: "amber", reason: "amber", advice: "" } as const;

type Props = {
  readonly findings: readonly LibraryFinding[];
  /** What can be done about one. */
  readonly after?: (finding: LibraryFinding) => ReactNode;
};

/** What was found on an indicator, the hardest first, each with its level in words. */
export function LibraryFindings({ findings, after }: Props) {
  const say = useSay();
  if (findings.length === 0) return <p className="quiet">{say("library.findings.none")}</p>;
  return (
    <ul className="bare library-findings">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.other ?? ""}`}>
          <span className={`tag ${colours[finding.level]}`}>{say(`library.level.${finding.level}`)}</span>{" "}
          {say.composed(`library.finding.${finding.code}`, inLanguage(finding.values, say.language))}{" "}
          {finding.other !== null && (
            <Link className="small" to="/library/indicators/$indicator" params={{ indicator: finding.other }}>
              {finding.other}
            </Link>
          )}
          {after?.(finding)}
        </li>
      ))}
    </ul>
  );
}

/** The other indicator by its name in the reader's language. */
const inLanguage = (values: LibraryFinding["values"], language: string): LibraryFinding["values"] =>
  language === "en" && values.nameEn !== undefined ? { ...values, name: values.nameEn } : values;

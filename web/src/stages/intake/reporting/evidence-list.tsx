import type { ReportFile } from "@biaochi/contract";
import { shownFiles } from "@biaochi/contract/choices";
import { Button } from "antd";
import { useState } from "react";
import { addressOf } from "../../../exchange/doors.ts";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly report: number; readonly files: readonly ReportFile[] };

/** Files beside a figure: a PDF or a picture is looked at here, what else there is taken along. */
export function EvidenceList({ report, files }: Props) {
  const say = useSay();
  const [open, setOpen] = useState<string>();
  return (
    <ul>
      {files.map((file) => (
        <li key={file.sha256}>
          <a href={addressOf("takeReportFile", { params: { report, sha256: file.sha256 }, query: {} })} download>
            {file.name}
          </a>{" "}
          <span className="quiet small">{Math.ceil(file.size / 1024)} kB</span>{" "}
          {shownFiles.some((each) => each === file.mediaType) && (
            <Button
              size="small"
              aria-expanded={open === file.sha256}
              autoInsertSpace={false}
              aria-label={`${say("reports.evidence.look")}${say("lost.colon")}${file.name}`}
              onClick={() => setOpen(open === file.sha256 ? undefined : file.sha256)}
            >
              {say("reports.evidence.look")}
            </Button>
          )}
          {open === file.sha256 && <Shown report={report} file={file} />}
        </li>
      ))}
    </ul>
  );
}

/** What it is said its first bytes are when it came, and its own headers let nothing else be made of it. */
function Shown({ report, file: { sha256, name, mediaType } }: { readonly report: number; readonly file: ReportFile }) {
  const href = addressOf("takeReportFile", { params: { report, sha256 }, query: { shown: "yes" } });
  if (mediaType === "application/pdf") return <iframe className="evidence" title={name} src={href} />;
  return <img className="evidence" alt={name} src={href} />;
}

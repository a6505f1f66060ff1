import type { ProjectSeen } from "@biaochi/contract";
import { addressOf } from "../../../exchange/doors.ts";
import { sendFile } from "../../../exchange/send-file.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { AttachFile } from "../attach-file.tsx";

const mostFiles = 3;

type Props = {
  readonly project: number;
  readonly evidence: ProjectSeen["evidence"];
  /** Absent: of the stage. */
  readonly milestone?: number;
  readonly about: string;
  readonly mayAttach: boolean;
  /** Read by whoever answers for the project. */
  readonly isOwn?: boolean;
};

/** What shows a milestone or a stage, one file at a time. */
export function Files({ project, evidence, milestone, about, mayAttach, isOwn = false }: Props) {
  const say = useSay();
  const addressOfFile = (sha256: string) =>
    isOwn
      ? addressOf("takeOwnProjectEvidence", { params: { project, sha256 } })
      : addressOf("takeProjectEvidence", { params: { project, sha256 } });
  return (
    <>
      {evidence.length > 0 && (
        <ul className="small">
          {evidence.map(({ sha256, name, size }) => (
            <li key={sha256}>
              <a href={addressOfFile(sha256)} download>
                {name}
              </a>{" "}
              <span className="quiet">{Math.ceil(size / 1024)} kB</span>
            </li>
          ))}
        </ul>
      )}
      {mayAttach && evidence.length < mostFiles && (
        <AttachFile
          id={`evidence-${milestone ?? 0}`}
          label={say("deeds.evidence.attach")}
          about={about}
          changes={["projects"]}
          send={(file) =>
            sendFile(
              "attachProjectEvidence",
              {
                params: { project },
                query: { name: file.name, declared: "yes", ...(milestone === undefined ? {} : { milestone }) },
              },
              file,
            )
          }
        />
      )}
    </>
  );
}

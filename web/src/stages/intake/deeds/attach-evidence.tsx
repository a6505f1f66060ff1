import { sendFile } from "../../../exchange/send-file.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { AttachFile } from "../attach-file.tsx";

/** A file that shows a deed. */
export function AttachEvidence({ deed, about }: { readonly deed: number; readonly about: string }) {
  const say = useSay();
  return (
    <AttachFile
      id={`evidence-${deed}`}
      label={say("deeds.evidence.attach")}
      about={about}
      send={(file) =>
        sendFile("attachDeedEvidence", { params: { deed }, query: { name: file.name, declared: "yes" } }, file)
      }
      changes={["deeds"]}
    />
  );
}

import { ask } from "../exchange/ask.ts";
import { useMay } from "../frame/current.ts";
import { useSay } from "../frame/preferences.tsx";
import { OrderButton } from "./order-button.tsx";

type Props = { readonly programme: string; readonly subject: string; readonly cycle: string };

/** Orders the achievement file of one official for a year: numbered, in the register, like every other document. */
export function AchievementFile({ programme, subject, cycle }: Props) {
  const say = useSay();
  if (!useMay("take-achievements")) return null;
  return (
    <OrderButton
      label={say("documents.issue", { kind: say("documents.kind.achievement-file") })}
      formats={["pdf", "docx"]}
      order={(format) =>
        ask("issueAchievementFile", { params: { programme }, body: { subject, cycle, format, language: say.language } })
      }
    />
  );
}

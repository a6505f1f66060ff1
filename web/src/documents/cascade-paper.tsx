import { ask } from "../exchange/ask.ts";
import { useMay } from "../frame/current.ts";
import { useSay } from "../frame/preferences.tsx";
import { OrderButton } from "./order-button.tsx";

type Props = { readonly programme: string; readonly cycle: string } & (
  | { readonly kind: "responsibility"; readonly unit: string }
  | { readonly kind: "breakdown"; readonly unit?: string }
);

/** Orders a paper of goals handed down: numbered, in the register, like every other document. */
export function CascadePaper({ programme, cycle, ...of }: Props) {
  const say = useSay();
  if (!useMay("take-cascade")) return null;
  return (
    <OrderButton
      label={say("documents.issue", { kind: say(`documents.kind.${of.kind}`) })}
      formats={["pdf", "docx"]}
      order={(format) =>
        ask("issueCascadePaper", { params: { programme, cycle }, body: { ...of, format, language: say.language } })
      }
    />
  );
}

import { isCode } from "@biaochi/words";
import type { Say } from "../../../frame/preferences.tsx";

/** What is asked, as a digest of mail calls it: nobody is named. */
export const askInWords = (say: Say, kind: string): string =>
  isCode(`digest.kind.${kind}`) ? say.composed(`digest.kind.${kind}`) : say("digest.kind.other");

import type { DraftPage } from "@biaochi/contract";
import type { Say } from "../../../frame/preferences.tsx";

/** What a draft was begun from; a version of a scheme is named by both, as "scheme version". */
export function sourceInWords(say: Say, { kind, name }: DraftPage["source"]): string {
  const [, scheme, version] = /^(\S+) (\d+)$/.exec(name) ?? [];
  const said = version === undefined ? name : `${scheme} ${say("library.used.version", { version })}`;
  return `${say(`draft.source.${kind}`)} ${said}`;
}

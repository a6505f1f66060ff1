import type { AuditEvent } from "@biaochi/contract";
import { isCode, parametersOf } from "@biaochi/words";
import type { Say } from "../../frame/preferences.tsx";

/** Words for what may stand behind a word, the first that is known. */
const valueCodes: Readonly<Record<string, readonly string[]>> = {
  role: ["role."],
  way: ["security.way.", "factor-kind."],
  setting: ["setting."],
  to: ["account-state.", "release."],
  state: ["account-state.", "grant-state."],
  type: ["subject.one."],
};

/** What a line was about beside its subject: "账号 张三（zhang）· 方式：密码". What has no word stands as it is. */
export function thingsInWords(say: Say, { thing, about }: Pick<AuditEvent, "thing" | "about">): readonly string[] {
  return (thing ?? "").split(" ").flatMap((each) => {
    if (each === "") return [];
    const [word = "", ...rest] = each.split(":");
    const value = rest.join(":");
    if (rest.length === 0) return [wordOf(say, word)];
    const code = `audit-thing.${word}`;
    if (!isCode(code)) return [each];
    if (word === "account" && about?.id === value)
      return [
        say.composed(code, {
          value: `${say.named(about.name)}${say.language === "en" ? ` (${value})` : `（${value}）`}`,
        }),
      ];
    const known = (valueCodes[word] ?? []).map((before) => before + value).find(isCode);
    return [say.composed(code, { value: known === undefined ? value : say(known) })];
  });
}

function wordOf(say: Say, word: string): string {
  const code = [`audit-thing.${word}`, `role.${word}`].find(isCode);
  return code === undefined ? word : say(code);
}

/** Why something was not done: a short word where there is one, else the sentence that was said, else the code. */
export function outcomeInWords(say: Say, outcome: string): string {
  const short = `audit-outcome.${outcome}`;
  if (isCode(short)) return say(short);
  if (!isCode(outcome) || parametersOf(say(outcome)).length > 0) return outcome;
  return say(outcome);
}

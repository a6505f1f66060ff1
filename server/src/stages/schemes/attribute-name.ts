import type { Name } from "@biaochi/contract";
import { isCode, say } from "@biaochi/words";
import { both } from "./nodes.ts";

/** "unitType", "park" → its word; a value without one is shown as it is. */
export function attributeName(attribute: string, value: string): Name {
  const code = `attribute.${attribute}.${value}`;
  if (!isCode(code)) return both(value);
  return { "zh-CN": say("zh-CN", code), en: say("en", code) };
}

import { actions } from "@biaochi/contract";
import { isCode } from "@biaochi/words";
import { expect, it } from "vitest";
import { accessEventNames } from "./events.ts";

it("every act that the audit trail may name has its words", () => {
  const acts = [...Object.keys(actions), ...accessEventNames].map((act) => `audit-action.${act}`);
  expect(acts.filter((act) => !isCode(act))).toEqual([]);
});

import { expect, test } from "vitest";
import { base64 } from "./bytes.ts";
import { Fold } from "./fold.ts";
import { resumeFold, saveFold } from "./saved-fold.ts";
import { randomLog } from "./test-history.ts";
import { origin } from "./test-log.ts";
import { scriptedLog } from "./test-script.ts";
import type { Verdict } from "./verdict.ts";

const histories = { scripted: scriptedLog().leaves, random: randomLog(4, 110).leaves, other: randomLog(9, 110).leaves };

test.each(Object.entries(histories))(
  "wherever a fold is saved, what goes on from there comes to the same verdicts and the same state: %s",
  (_, leaves) => {
    const folded = (verdicts: Verdict[], before?: ReturnType<typeof resumeFold>) => {
      const hear = (verdict: Verdict) => {
        verdicts[verdict.index] = verdict;
      };
      return new Fold({ origin, reread: (count) => leaves.slice(0, count), hear }, before);
    };
    const whole: Verdict[] = [];
    const straight = folded(whole);
    const saved: string[][] = [[...saveFold(straight.held())]];
    for (const leaf of leaves) {
      straight.add(leaf);
      saved.push([...saveFold(straight.held())]);
    }
    const end = saved.at(-1);
    for (let at = 0; at <= leaves.length; at += 13) {
      const lines = saved[at] ?? expect.fail("line");
      const verdicts = whole.slice(0, at);
      const fold = folded(verdicts, resumeFold(origin, lines) ?? expect.fail(`${at}`));
      expect([...saveFold(fold.held())]).toEqual(lines);
      for (const leaf of leaves.slice(at)) fold.add(leaf);
      expect([...saveFold(fold.held())], `from ${at}`).toEqual(end);
      expect(base64(fold.state.tree.root())).toBe(base64(straight.state.tree.root()));
      expect(verdicts).toEqual(whole);
    }
    expect(resumeFold(origin, [])).toBeUndefined();
    if (straight.state.ids.size > 0) expect(resumeFold(origin, (end ?? []).slice(0, -1))).toBeUndefined();
  },
);

import { describe, expect, it } from "vitest";
import { oneGoal, oneMatter } from "./test-cascade.ts";
import { type CascadeTown, cascade } from "./test-cascade-town.ts";

const both = (text: string) => ({ "zh-CN": text, en: text });

/** The table that leaves and comes in again, as a part of the tests of the one town. */
export function describeGoalTable(town: () => CascadeTown): void {
  const ask: CascadeTown["ask"] = (...asked) => town().ask(...asked);
  const kindsOf: CascadeTown["kindsOf"] = (who) => town().kindsOf(who);
  describe("goals as a table", () => {
    const table = `${cascade}/goal-table`;
    const heads = "目标编号,目标任务,全市目标,计量单位,汇总方式,来源文件,负面清单事项,责任单位,分工,单位承担,终止原因";
    const csv = (...lines: readonly string[]) => Buffer.from(`${[heads, ...lines].join("\n")}\n`);
    const attempt = async (bytes: Buffer, who = "organiser", name = "目标.csv") =>
      (await town().send(who, `${table}/trial`, name, bytes)).body;
    const apply = (bytes: Buffer, digest: string, who = "organiser") =>
      town().send(who, table, "目标.csv", bytes, `&digest=${digest}`);
    const goalsNow = async () => (await ask("organiser", "GET", `${cascade}/goals`)).body.goals;
    const bridges = "bridges,维修桥梁,12,座,相加,市政府工作报告（虚构）,";

    it("leave as what comes in again without a difference, and are the office's", async () => {
      const goal = { ...oneGoal, name: both("=危房改造"), target: "10/3", tasks: [] };
      await ask("organiser", "PUT", `${cascade}/goals/formula`, { ...goal, sort: 7 }, 0);
      const { raw } = await ask("organiser", "GET", `${cascade}/goals.xlsx`);
      const same = await attempt(raw, "organiser", "goals.xlsx");
      expect(same).toMatchObject({ errors: 0, digest: null, changes: [], counts: { unchanged: 2, absent: 0 } });
      const english = (await ask("organiser", "GET", `${cascade}/goals.xlsx?lang=en`)).raw;
      expect((await attempt(english, "organiser", "goals.xlsx")).counts).toMatchObject({ unchanged: 2 });
      await ask("organiser", "POST", `${cascade}/goals/formula/end`, { reason: "试" });
      expect((await ask("head", "GET", `${cascade}/goals.xlsx`)).body.code).toBe("not-permitted");
      expect((await attempt(csv(), "head")).code).toBe("not-permitted");
    });

    it("say of every row that cannot be why, and then nothing is saved", async () => {
      const bad = csv(
        `${bridges},第2局,牵头,6,`,
        ",,13,,,,,第3局,牵头,5%,",
        ",,,,,,,第9局,牵头,1,",
        ",,,,,,,第2局,配合,,",
        ",,13,,,,,第3局,牵头,,",
        ",修路,,公里,相加,s,,,,,",
        "nowhere,桥,,,,,,,,,不再需要",
        "合计,,,,,,,,,12,",
      );
      const tried = await attempt(bad);
      expect((await attempt(csv(`Bridges,维修桥梁,12,座,相加,s,,第2局,牵头,6,`))).findings).toMatchObject([
        { row: 2, code: "goal-unfit", column: "目标编号" },
      ]);
      const told = tried.findings.map(({ row, code }: { row: number; code: string }) => [row, code]);
      expect(told).toEqual([
        [3, "number-percent"],
        [4, "reference-unknown"],
        [5, "task-twice"],
        [6, "goal-differs"],
        [6, "share-required"],
        [7, "cell-required"],
        [8, "goal-not-there"],
      ]);
      expect(tried).toMatchObject({ errors: 7, digest: null });
      expect((await apply(bad, "a".repeat(64))).body.code).toBe("version-stale");
      // Nor is a part of it, by the digest of what alone would be right.
      const { digest } = await attempt(csv(`${bridges},第2局,牵头,12,`));
      const half = csv(`${bridges},第2局,牵头,12,`, ",修路,,公里,相加,s,,,,,");
      expect((await apply(half, digest)).body.code).toBe("version-stale");
      expect((await goalsNow()).map(({ goal }: { goal: string }) => goal)).toEqual(["renewal"]);
    });

    it("are saved as they were tried, all of them, with what is new, changed and ended said before", async () => {
      const file = csv(
        "renewal,老旧小区改造,10,个,,市政府工作报告（修订，虚构）,,第1局,牵头,10,",
        `${bridges},第2局,牵头,6,`,
        ",,,,,,,第5局,牵头,6,",
      );
      const tried = await attempt(file);
      expect(tried.counts).toEqual({ new: 1, changed: 1, ended: 0, unchanged: 0, absent: 0 });
      expect(tried.changes[0]).toMatchObject({
        ...{ goal: "renewal", what: "changed", fields: [{ field: "source", to: "市政府工作报告（修订，虚构）" }] },
        tasks: [{ unit: { id: "u3" }, from: { part: "cooperating" }, to: null }],
      });
      expect((await apply(file, "b".repeat(64))).body.code).toBe("version-stale");
      expect((await apply(file, tried.digest, "head")).body.code).toBe("not-permitted");
      expect((await apply(file, tried.digest)).body).toEqual({ saved: 2 });
      // What it was tried on is not there any more: nothing is done twice.
      expect((await apply(file, tried.digest)).body.code).toBe("version-stale");
      expect(await goalsNow()).toMatchObject([
        { goal: "renewal", name: oneGoal.name, aggregation: "sum", tasks: [{ unit: { id: "u1" }, coefficient: "1" }] },
        { goal: "bridges", version: 1, tasks: [{ unit: { id: "u2" } }, { unit: { id: "u5" } }] },
      ]);
      expect(await kindsOf("head-2")).toEqual(["hand-down-tasks"]);
      const end = csv("bridges,,,,,,,,,,并入其他目标");
      const ending = await attempt(end);
      expect(ending.counts).toMatchObject({ ended: 1, absent: 1 });
      expect((await apply(end, ending.digest)).body).toEqual({ saved: 1 });
      expect(await kindsOf("head-2")).toEqual([]);
      const back = { ...oneGoal, tasks: [...oneGoal.tasks, { unit: "u3", part: "cooperating", share: null }] };
      const [{ version }] = await goalsNow();
      await ask("organiser", "PUT", `${cascade}/goals/renewal`, back, version);
    });

    it("are refused where what the table hands down is on the negative list, at the row of the unit", async () => {
      const matter = { ...oneMatter, name: both("林木采伐许可"), from: "2026-01-01", until: "2026-12-31" };
      await ask("organiser", "PUT", "/programmes/town/barred/unlawful", matter, 0);
      const { findings } = await attempt(csv(`${bridges}林木采伐许可,第5局,牵头,6,`, ",,,,,,,第6局,牵头,6,"));
      expect(findings).toMatchObject([{ row: 3, code: "matter-barred", values: { reason: oneMatter.reason } }]);
      await ask("organiser", "PUT", "/programmes/town/barred/unlawful", { ...matter, until: "2026-01-01" }, 1);
    });

    it("are not opened where the file is something else, too large, or has no goals", async () => {
      const codeOf = async (bytes: Buffer, name: string) => (await attempt(bytes, "organiser", name)).findings[0]?.code;
      expect(await codeOf(Buffer.alloc(0), "x.xlsx")).toBe("upload-empty");
      expect(await codeOf(Buffer.from("{}"), "x.xlsx")).toBe("file-not-workbook");
      expect(await codeOf(Buffer.alloc(5 * 1024 * 1024, "a"), "x.csv")).toBe("goals-too-large");
      expect(await codeOf(Buffer.from(`\ufeff${heads}\n${bridges}\0,第2局,牵头,6,\n`, "utf16le"), "x.csv")).toBe(
        "cell-not-text",
      );
      expect(await codeOf(csv(`renewal,,,,,,,,,,${"长".repeat(501)}`), "x.csv")).toBe("cell-too-long");
      expect(await codeOf(Buffer.from("姓名,电话\n张三,1\n"), "x.csv")).toBe("goals-none");
      expect(await codeOf(Buffer.from("目标任务,全市目标,目标值\n甲,1,2\n"), "x.csv")).toBe("heading-twice");
    });
  });
}

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { partsOf, readPdf } from "./documents/test-documents.ts";
import { type CascadeTown, cascade, duty, handed, rest } from "./test-cascade-town.ts";

/** Papers of goals handed down in the register, as a part of the tests of the one town. */
export function describePapers(town: () => CascadeTown): void {
  const ask: CascadeTown["ask"] = (...asked) => town().ask(...asked);
  const rows: CascadeTown["rows"] = (...asked) => town().rows(...asked);
  const put: CascadeTown["put"] = (...asked) => town().put(...asked);
  describe("the papers", () => {
    const papers = `${cascade}/papers`;
    /** Ordered, made, and handed over. */
    const issue = async (who: string, body: object) => {
      const ordered = await ask(who, "POST", papers, body);
      expect(ordered.status, ordered.body.code).toBe(202);
      await town().makeDocuments();
      const { document } = (await ask(who, "GET", `/document-jobs/${ordered.body.job}`)).body;
      return { document, raw: (await ask(who, "GET", `/documents/${document.number}/file`)).raw };
    };
    const pdfText = (raw: Buffer) => readPdf(raw).pages.join("").replaceAll(/\s/g, "");

    it("of a unit name the tasks, the sections and the digest, and no person but whoever confirmed", async () => {
      const { raw } = await issue("head", { kind: "responsibility", unit: "u1" });
      const [kept] = await rows("select digest from commitment order by id desc limit 1");
      const text = pdfText(raw);
      expect(text).toContain("目标责任书");
      expect(text).toContain("老旧小区改造");
      expect(text).toContain(kept.digest);
      expect(text).not.toContain("草案");
      expect(text).not.toContain("人员u1-p2");
    });

    it("are in the register with number and digest, and bear them with who took them along", async () => {
      const { document, raw } = await issue("head", { kind: "breakdown", unit: "u1" });
      expect(document).toMatchObject({
        ...{ kind: "breakdown", run: null, period: "2026", subject: { id: "u1" }, issuedTo: { "zh-CN": "局长" } },
        ...{ sha256: createHash("sha256").update(raw).digest("hex"), size: raw.length },
      });
      expect(pdfText(raw)).toContain(`编号${document.number}`);
      expect(pdfText(raw)).toContain(`局长·编号${document.number}`);
      const numbers = async (who: string) =>
        (await ask(who, "GET", "/documents?kind=breakdown")).body.documents.map(
          ({ number }: { number: string }) => number,
        );
      for (const who of ["head", "organiser"]) expect(await numbers(who)).toContain(document.number);
      expect(await numbers("liaison")).toEqual([]);
    });

    it("are read back from DOCX with the official fonts and margins; the breakdown names who leads and who carries what", async () => {
      const read = async (body: object) =>
        partsOf((await issue("head", { format: "docx", ...body })).raw).get("word/document.xml") ?? "";
      const sheet = await read({ kind: "responsibility", unit: "u1" });
      for (const font of ["方正小标宋", "仿宋_GB2312"]) expect(sheet).toContain(font);
      expect(sheet).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/); // 37, 26, 35 and 28 mm
      const table = (await read({ kind: "breakdown", unit: "u1" })).replaceAll(/<[^>]+>/g, "");
      for (const told of ["第1科", "人员u1-p1", "人员u1-p2 2", "人员u1-p3 4", "10个"]) expect(table).toContain(told);
      expect((await ask("head", "POST", papers, { kind: "breakdown", unit: "u2" })).body.code).toBe("outside-scope");
      const city = (await read({ kind: "breakdown", language: "en" })).replaceAll(/<[^>]+>/g, "");
      expect(city).toContain("Old quarters renewed");
    });

    it("say that they are drafts until the head has confirmed the list as it stands", async () => {
      await put("head", handed(duty({ what: "改造四个小区（调整）" }), rest()));
      const { raw } = await issue("organiser", { kind: "responsibility", unit: "u1" });
      expect(pdfText(raw)).toContain("草案，未经单位负责人确认");
    });

    it("are handed out as long as all units of whom they tell are in reach, and to nobody who did not order them", async () => {
      const { document } = await issue("head-2", { kind: "breakdown" });
      const fetch = (who: string) => ask(who, "GET", `/documents/${document.number}/file`);
      expect((await fetch("head")).body.code).toBe("outside-scope");
      await rows(`insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by, confirmed_by, confirmed_at)
        values ('head-2', 'head', 'units', 'town', '{u3}', '2025-01-01', 'r', 'x', 'y', now())`);
      await rows(
        "update role_grant set ended_by = 'x', ended_at = now(), end_reason = 'r' where account = 'head-2' and things = '{u2}'",
      );
      await town().forget("head-2");
      expect((await fetch("head-2")).body.code).toBe("outside-scope");
      expect((await fetch("organiser")).status).toBe(200);
    });
  });
}

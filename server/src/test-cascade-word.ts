import { describe, expect, it } from "vitest";
import { oneGoal } from "./test-cascade.ts";
import { type CascadeTown, carry, cascade, duty, rest, unit } from "./test-cascade-town.ts";

/** A list signed on paper, as a part of the tests of the one town. */
export function describeWordOnPaper(town: () => CascadeTown): void {
  const ask: CascadeTown["ask"] = (...asked) => town().ask(...asked);
  const rows: CascadeTown["rows"] = (...asked) => town().rows(...asked);
  const kindsOf: CascadeTown["kindsOf"] = (who) => town().kindsOf(who);
  describe("a confirmation on paper", () => {
    const path = `${unit()}/attestation`;
    const paper = {
      signedOn: "2026-02-25",
      signatory: "u1-p1",
      document: "〔2026〕3号（虚构）",
      scan: "ab".repeat(32),
    };
    const attest = (who: string, more: object = {}, version = 4) =>
      ask(who, "POST", path, { ...paper, ...more }, version);

    it("is recorded by somebody else than the head, of this very list, by who leads the unit, on a day that has come", async () => {
      const { goals } = (await ask("organiser", "GET", `${cascade}/goals`)).body;
      const { version } = goals.find((each: { goal: string }) => each.goal === "renewal");
      expect((await attest("organiser")).body.code).toBe("cascade-confirmed");
      await ask(
        "organiser",
        "PUT",
        `${cascade}/goals/renewal`,
        { ...oneGoal, source: "市委工作要点（虚构）" },
        version,
      );
      for (const who of ["head", "official", "authority"])
        expect((await attest(who)).body.code, who).toBe("not-permitted");
      expect((await ask("liaison", "POST", `${unit("u2")}/attestation`, paper, 0)).body.code).toBe("outside-scope");
      expect((await attest("liaison", {}, 3)).body.code).toBe("version-stale");
      expect((await attest("liaison", { signedOn: "2026-02-27" })).body.code).toBe("signed-ahead");
      for (const signatory of ["u1-p2", "u2-p1", "nobody"])
        expect((await attest("liaison", { signatory })).body.code, signatory).toBe("cascade-unknown");
      const [before] = await rows("select digest from commitment order by id desc limit 1");
      expect((await attest("liaison", { printed: before.digest })).body.code).toBe("paper-of-another");
      expect(await rows("select from commitment_attestation")).toEqual([]);
    });

    it("counts as the head's word, is shown for what it is, published, and told to the head", async () => {
      const { status, body } = await attest("liaison");
      expect([status, body.state]).toEqual([201, "confirmed"]);
      const signatory = { id: "u1-p1", type: "official" };
      expect(body.commitment).toMatchObject({
        by: { id: "liaison" },
        attested: { signedOn: "2026-02-25", signatory, document: paper.document, isCompared: false, scan: paper.scan },
      });
      const [published] = await rows("select payload from outbox order by id desc limit 1");
      expect(published.payload).toMatchObject({
        digest: body.commitment.digest,
        attested: { signedOn: "2026-02-25", document: paper.document, scan: paper.scan },
      });
      expect(JSON.stringify(published.payload)).not.toContain("u1-p1");
      expect(await kindsOf("head")).toContain("read-attested");
      const noted = `${unit("u1")}/attestation/read`;
      for (const who of ["liaison", "official"])
        expect((await ask(who, "POST", noted)).body.code, who).toBe("not-permitted");
      expect((await ask("head", "POST", `${unit("u2")}/attestation/read`)).body.code).toBe("outside-scope");
      expect(await kindsOf("head")).toContain("read-attested");
      expect((await ask("head", "POST", noted)).status).toBe(200);
      expect(await kindsOf("head")).not.toContain("read-attested");
      expect((await ask("official", "GET", "/own-file/tasks")).body.signedOn).toBe("2026-02-25");
      await expect(rows("update commitment_attestation set document = 'x'")).rejects.toThrow(/append-only/);
    });
  });
}

/** What becomes of a task that was objected to with success, in the same town. */
export function describeAcceptedObjection(town: () => CascadeTown): void {
  const ask: CascadeTown["ask"] = (...asked) => town().ask(...asked);
  const rows: CascadeTown["rows"] = (...asked) => town().rows(...asked);
  const kindsOf: CascadeTown["kindsOf"] = (who) => town().kindsOf(who);
  describe("an objection that is accepted", () => {
    const object = async (place: number) => {
      const sent = { cycle: "2026", goal: "renewal", duty: place, statement: "已借调专班" };
      return (await ask("official", "POST", "/own-file/tasks/objections", sent)).body.objection;
    };
    const accept = (objection: number, more: object, version?: number) =>
      ask(
        "head",
        "POST",
        `/task-objections/${objection}/answer`,
        { isAccepted: true, reason: "情况属实", ...more },
        version,
      );
    const others = [carry("u1-p2", "2"), carry("u1-p3", "4"), { official: "u1-p1", role: "owns" }];
    const versionNow = async () => (await ask("head", "GET", unit())).body.version;

    it("changes the task in the same act, and the sums close again", async () => {
      const objection = await object(0);
      const asWas = [duty(), rest({ people: others })];
      expect((await accept(objection, {}, 4)).body.code).toBe("change-required");
      expect((await accept(objection, { duties: asWas }, 4)).body.code).toBe("change-required");
      const away = (share: string) => [duty({ people: [carry("u1-p3", share)] }), rest({ people: others })];
      expect((await accept(objection, { duties: away("4"), stays: true }, 4)).body.code).toBe("change-required");
      expect((await accept(objection, { duties: away("4") })).body.code).toBe("version-required");
      expect((await accept(objection, { duties: away("4") }, 3)).body.code).toBe("version-stale");
      expect((await accept(objection, { duties: away("3") }, 4)).body).toMatchObject({
        ...{ code: "cascade-open", params: { n: 1 } },
      });
      expect(await versionNow()).toBe(4);
      expect((await accept(objection, { duties: away("4") }, 4)).body.answer).toMatchObject({ change: "withdrawn" });
      expect(
        await rows("select d.version from task_objection_answer w join decomposition d on d.id = w.decomposition"),
      ).toEqual([{ version: 5 }]);
      expect(await kindsOf("official")).toContain("read-task-answer");
      expect(await kindsOf("head")).toContain("hand-down-tasks");
    });

    it("is still read by the person when the task has gone", async () => {
      expect((await ask("head", "POST", `${unit()}/confirmation`, undefined, 5)).body.state).toBe("confirmed");
      const { tasks, past } = (await ask("official", "GET", "/own-file/tasks")).body;
      expect(tasks.map(({ what }: { what: string }) => what)).toEqual(["改造六个小区"]);
      expect(past).toMatchObject([{ what: "改造四个小区", answer: { isAccepted: true, change: "withdrawn" } }]);
    });

    it("leaves the list as it is where that is said", async () => {
      expect((await accept(await object(1), { stays: true })).body.answer).toMatchObject({
        isAccepted: true,
        change: "stays",
      });
      expect(await versionNow()).toBe(5);
    });
  });
}

import { describe, expect, it } from "vitest";

type Body = Readonly<Record<string, unknown>>;
type Answer = {
  readonly status: number;
  readonly code: unknown;
  readonly body: Body;
  readonly params: Body | undefined;
};
/** The library as the tests before have left it, and ways to ask it. */
type Library = {
  readonly ask: (who: string, method: "GET" | "POST", path: string, body?: object) => Promise<Answer>;
  readonly query: (text: string) => Promise<readonly unknown[]>;
  readonly draft: (id: string, name: string, more?: object) => object;
  /** Of a draft that people are asked for. */
  readonly asked: object;
  readonly save: (indicator: object, more?: object) => Promise<Answer>;
  readonly page: (id: string) => Promise<Body>;
};

/** What an owner proposes, in the database of `library.test.ts`. */
export function proposalCases({ ask, query, draft, asked, save, page }: Library): void {
  describe("what an owner proposes", () => {
    const propose = (indicator: object, more: object = {}, who = "owner") =>
      ask(who, "POST", "/proposals", { indicator, reason: "群众关心", ...more });
    const decision = (who: string, proposal: unknown, accept: boolean, reason?: string) =>
      ask(who, "POST", `/proposals/${proposal}/decision`, { accept, ...(reason === undefined ? {} : { reason }) });
    const list = async (who: string) =>
      ((await ask(who, "GET", "/proposals?programme=town")).body.proposals as Body[]).map(
        ({ indicator, kind, state }) => `${indicator} ${kind} ${state}`,
      );
    const read = async (who: string, proposal: unknown) => ask(who, "GET", `/proposals/${proposal}?programme=town`);
    const waiting = async () =>
      query(
        "select kind, account, role from todo where kind like '%library-proposal%' and done_at is null order by id",
      );
    const tap = draft("tap", "龙头水水质合格率");

    it("meets the same duplicates and blocks as what the office writes", async () => {
      expect((await propose(draft("twice", "按时回复率", { period: "quarter", measure: "%" }))).params).toEqual({
        ...{ finding: "duplicate", other: "copy" },
      });
      expect((await propose(draft("sign", "签到率"))).code).toBe("library-forbidden");
      const watched = draft("again", "年底项目完成率", { ...asked, measure: "%" });
      expect((await propose(watched)).params).toMatchObject({ finding: "monitored", other: "projects" });
      const { body } = await ask("owner", "POST", "/proposals/check", { indicator: draft("twice", "按时回复率") });
      expect((body.findings as { code: string }[]).map(({ code }) => code)).toContain("duplicate");
      expect(await query("select 1 from library_proposal")).toEqual([]);
      expect((await propose(tap, {}, "head")).code).toBe("not-permitted");
      expect((await propose(tap, {}, "organiser")).code).toBe("not-permitted");
    });

    it("reaches own indicators and units, and nobody else's", async () => {
      const other = { ...((await page("projects")).indicator as object), decimals: 3 };
      expect((await propose(other, { after: 1 })).code).toBe("outside-scope");
      expect((await propose(draft("new", "绿道里程", { owner: "u3" }))).code).toBe("proposal-owner-foreign");
      expect((await propose(tap, { instead: "projects" })).code).toBe("library-instead-unknown");
      const end = (id: string) => ask("owner", "POST", `/indicators/${id}/end-proposal`, { reason: "r" });
      expect([(await end("projects")).code, (await end("nothing")).code]).toEqual(["outside-scope", "outside-scope"]);
      const mayPropose = async (who: string, id: string) =>
        (await ask(who, "GET", `/indicators/${id}?programme=town`)).body.mayPropose;
      expect([await mayPropose("owner", "answered"), await mayPropose("owner", "projects")]).toEqual([true, false]);
      expect(await mayPropose("organiser", "answered")).toBe(false);
    });

    it("waits for the office, which decides with a reason, and is written when it is accepted", async () => {
      const made = await propose(tap);
      expect(made.status).toBe(201);
      const { proposal } = made.body;
      expect((await propose(tap)).code).toBe("proposal-waits");
      expect(await waiting()).toEqual([{ kind: "decide-library-proposal", account: null, role: "organiser" }]);
      expect([await list("organiser"), await list("owner"), await list("owner-2")]).toEqual([
        ["tap new waiting"],
        ["tap new waiting"],
        [],
      ]);
      expect((await read("owner-2", proposal)).code).toBe("outside-scope");
      expect((await read("organiser", proposal)).body).toMatchObject({ isStale: false, now: null, mayDecide: true });
      expect((await read("double", proposal)).body).toMatchObject({ mayDecide: false });
      expect((await decision("double", proposal, true, "好")).code).toBe("same-person");
      expect((await decision("owner", proposal, true, "好")).code).toBe("not-permitted");
      expect((await decision("organiser", proposal, true)).status).toBe(400);
      expect((await decision("organiser", proposal, true, "同意")).body).toMatchObject({
        state: "accepted",
        version: 1,
      });
      expect((await decision("organiser-2", proposal, false, "r")).code).toBe("proposal-decided");
      expect((await page("tap")).versions).toMatchObject([{ version: 1, reason: "群众关心", by: { id: "organiser" } }]);
      expect(await waiting()).toEqual([{ kind: "library-proposal-accepted", account: "owner", role: null }]);
      await expect(query("update library_proposal set decision_reason = 'x'")).rejects.toThrow(/stays as it was/);
      await expect(query("delete from library_proposal")).rejects.toThrow(/append-only/);
    });

    it("meets the blocks of the day on which it is decided, and a version that was written since", async () => {
      const changed = await propose({ ...tap, decimals: 2 }, { after: 1 });
      await save({ ...tap, decimals: 3 }, { after: 1 });
      const { proposal } = changed.body;
      expect((await read("owner", proposal)).body).toMatchObject({
        isStale: true,
        now: { indicator: { decimals: 1 } },
      });
      expect((await decision("organiser", proposal, true, "同意")).code).toBe("version-stale");
      expect((await decision("organiser", proposal, false, "已有新版本")).body).toMatchObject({ state: "refused" });
      const first = await propose(draft("well", "水井封填率", { period: "quarter", measure: "%" }));
      await save(draft("well-2", "水井封填率", { period: "quarter", measure: "%" }));
      expect((await decision("organiser", first.body.proposal, true, "同意")).params).toMatchObject({
        finding: "duplicate",
      });
      const withdrawn = (who: string) => ask(who, "POST", `/proposals/${first.body.proposal}/withdrawal`, {});
      expect((await withdrawn("owner-2")).code).toBe("outside-scope");
      expect((await withdrawn("owner")).body).toMatchObject({ state: "withdrawn", mayWithdraw: false });
      expect((await withdrawn("owner")).code).toBe("proposal-decided");
      await ask("organiser", "POST", "/indicators/well-2/end", { reason: "r" });
    });

    it("may be that an indicator ends", async () => {
      const end = () => ask("owner", "POST", "/indicators/tap/end-proposal", { reason: "已由系统监测" });
      const { proposal } = (await end()).body;
      expect((await end()).code).toBe("proposal-waits");
      expect((await decision("organiser", proposal, true, "同意")).body).toMatchObject({ kind: "end", version: 3 });
      expect((await page("tap")).state).toBe("ended");
      expect((await end()).code).toBe("library-ended");
    });
  });
}

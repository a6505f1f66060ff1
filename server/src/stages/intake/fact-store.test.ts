import { exactOf } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { readPacked } from "./block-store.ts";
import { foldBlocks, mendBlocks } from "./block-upkeep.ts";
import { changedSince } from "./changed-store.ts";
import { readObservationsOf } from "./narrow-store.ts";
import { readOrdinals } from "./ordinal-store.ts";
import { people, row, smallProgrammes } from "./small-programmes.ts";

const at = smallProgrammes();

describe("ordinals", () => {
  it("are given once, in the order of recording, and never again", async () => {
    const ordinals = await at.withClient((client) => readOrdinals(client, at.name()));
    expect(people.map((each) => ordinals.of(each))).toEqual([0, 1, 2]);
    await at.withClient(async (client) => {
      const id = await at.recorded(client);
      // b is described anew, d and e are new: e stands before d in protocol order
      await client.query(
        `insert into subject (programme, id, recording, type, name, sort, attributes) values
           ($1, 'd', $2, 'unit', '{}', 9, '{}'), ($1, 'b', $2, 'unit', '{}', 1, '{}'), ($1, 'e', $2, 'unit', '{}', 5, '{}')`,
        [at.name(), id],
      );
    });
    const later = await at.withClient((client) => readOrdinals(client, at.name()));
    expect(["a", "b", "c", "e", "d"].map((each) => later.of(each))).toEqual([0, 1, 2, 3, 4]);
    expect([...later.slotsOf([{ id: "d" }, { id: "nobody" }])]).toEqual([4, -1]);
    await expect(at.withClient((client) => client.query("update subject_ordinal set ordinal = 7"))).rejects.toThrow(
      "append-only",
    );
  });
});

describe("reading as of any recording", () => {
  it("is the same before and after the blocks were folded past it", async () => {
    const first = await at.imported([row("a", "1.5"), row("b", "2")]);
    const second = await at.imported([row("a", "26/3", { supersedes: `list@${first}:1` }), row("c", "0.000000001")]);
    const digests = [(await at.read(first)).digest, (await at.read(second)).digest];
    expect(await at.figures(first)).toEqual([1.5, 2, null]);
    expect(await at.figures(second)).toEqual([`list@${second}:1`, 2, 1e-9]);
    const third = await at.imported([row("a", "3", { supersedes: `list@${second}:1` })]);
    expect(await at.figures(third)).toEqual([3, 2, 1e-9]);
    expect([(await at.read(first)).digest, (await at.read(second)).digest]).toEqual(digests);
    expect((await at.read(first, ["i"])).digests).toEqual((await at.read(first)).digests);
    expect((await at.read(first, ["other"])).packed.blocks).toEqual([]);
  });

  it("is not disturbed by who records and folds between its questions", async () => {
    const first = await at.imported([row("a", "1.5"), row("b", "2")]);
    const quiet = await at.read(first);
    let [stands, meddled] = [`list@${first}:1`, 0];
    const read = await at.withClient((client) => {
      const between = new Proxy(client, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (name !== "query") return typeof value === "function" ? value.bind(target) : value;
          return (...question: Parameters<typeof target.query>) => {
            if (typeof question[0] !== "string") return target.query(...question); // a COPY is one statement
            meddled += 1;
            return at.imported([row("a", `${meddled}`, { supersedes: stands })]).then((recording) => {
              stands = `list@${recording}:1`;
              return target.query(...question);
            });
          };
        },
      });
      return readPacked(between, { programme: at.name(), recording: first }, [{ id: "a" }, { id: "b" }, { id: "c" }]);
    });
    expect(meddled).toBeGreaterThan(0);
    expect({ findings: read.findings, digest: read.digest }).toEqual({ findings: [], digest: quiet.digest });
  });

  it("says what changed in between, and what stands for one subject with its names", async () => {
    const first = await at.imported([row("a", "1"), row("b", "2"), row("b", "5", { period: "2025Q2" })]);
    const second = await at.imported([row("a", "7", { supersedes: `list@${first}:1`, source: "12345" })]);
    const [changed, none] = await at.withClient(async (client) => [
      await changedSince(client, at.name(), { from: first, to: second }),
      await changedSince(client, at.name(), { from: second, to: second }),
    ]);
    const stands = {
      id: `list@${second}:1`,
      subject: "a",
      indicator: "i",
      period: "2025Q1",
      value: exactOf("7"),
      source: "12345",
    };
    expect(changed).toEqual({ observations: [stands], emptied: [], others: [], subjects: false });
    expect(none).toEqual({ observations: [], emptied: [], others: [], subjects: false });
    const [then, now] = await at.withClient(async (client) => [
      await readObservationsOf(client, { programme: at.name(), recording: first }, ["b", "a"]),
      await readObservationsOf(client, { programme: at.name(), recording: second }, ["a"], { indicators: ["i"] }),
    ]);
    expect(then.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => `list@${first}:${n}`));
    expect(now).toEqual([stands]);
  });
});

describe("a damaged cache", () => {
  const damages = [
    ["a flipped byte of a value", "update observation_block set values = set_byte(values, 0, 9)", "block-damaged"],
    ["a flipped byte of a state", "update observation_block set states = set_byte(states, 0, 3)", "block-damaged"],
    ["an edited figure beside the arrays", "update observation_block set asides = '[]'", "block-damaged"],
    ["another count", "update observation_block set filled = filled + 1", "block-damaged"],
    ["an older mark of a block", "update observation_block set mark = mark - 1", "block-damaged"],
    ["a digest that was made to fit", "update observation_block set filled = 9, digest = sha256('x')", "block-damaged"],
    ["a dropped block", "delete from observation_block where period = '2025Q2'", "blocks-differ"],
    ["an older mark", "update observation_mark set folded = folded - 1", "blocks-differ"],
    ["a mark newer than anything", "update observation_mark set folded = folded + 1000", "blocks-ahead"],
    ["no mark", "delete from observation_mark", "blocks-absent"],
    ["no cache", "delete from observation_block; delete from observation_mark", "blocks-absent"],
  ] as const;

  it.each(damages)("%s is noticed, said, and made anew", async (_, hurt, code) => {
    const first = await at.imported([row("a", "1.5"), row("b", "26/3"), row("c", "2", { period: "2025Q2" })]);
    const sound = await at.read(first);
    expect(sound.findings).toEqual([]);
    await at.withClient((client) => client.query(hurt));
    const hurtRead = await at.read(first);
    expect(new Set(hurtRead.findings.map((each) => each.code))).toEqual(new Set([code]));
    expect({ ...hurtRead, findings: [], ordinals: null }).toEqual({ ...sound, ordinals: null });
    const mended = await at.withClient((client) => mendBlocks(client, at.name()));
    expect(mended.findings).toEqual(hurtRead.findings);
    expect({ ...(await at.read(first)), ordinals: null }).toEqual({ ...sound, ordinals: null });
    expect((await at.withClient((client) => mendBlocks(client, at.name()))).findings).toEqual([]);
  });

  it("an older block with a digest of its own is found out by the others", async () => {
    const first = await at.imported([row("a", "1.5"), row("c", "2", { period: "2025Q2" })]);
    await at.withClient((client) =>
      client.query("create table kept as select * from observation_block where period = '2025Q1'"),
    );
    await at.imported([row("a", "7", { supersedes: `list@${first}:1` })]);
    await at.withClient((client) =>
      client.query(
        "delete from observation_block where period = '2025Q1'; insert into observation_block select * from kept",
      ),
    );
    const found = await at.read(first + 1);
    expect(found.findings.map(({ code }) => code)).toEqual(["blocks-differ"]);
    expect(await at.figures(first + 1)).toEqual([7, null, null]);
  });

  it("blocks that are behind are no damage: what was recorded since is laid over them, and folded when asked", async () => {
    await at.imported([row("a", "1.5")]);
    const second = await at.withClient(async (client) => {
      const id = await at.recorded(client);
      await client.query(
        "insert into observation (programme, id, recording, subject, indicator, period, value) values ($1, 'n', $2, 'b', 'i', '2025Q1', '9')",
        [at.name(), id],
      );
      return id;
    });
    const behind = await at.read(second);
    expect(behind).toMatchObject({ behind: 1, findings: [], count: 2 });
    expect(await at.withClient((client) => foldBlocks(client, at.name()))).toMatchObject({ folded: 1, written: 1 });
    expect({ ...(await at.read(second)), ordinals: null }).toEqual({ ...behind, behind: 0, ordinals: null });
    expect(await at.withClient((client) => foldBlocks(client, at.name()))).toMatchObject({ folded: 0, written: 0 });
  });
});

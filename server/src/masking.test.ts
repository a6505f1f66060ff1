import { type DeferralCause, dataClasses, type RouteName, routes } from "@biaochi/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wholeCity } from "./platform/scope.ts";
import { listDeferrals } from "./stages/deferrals/cause-store.ts";
import { deferGrade, endDeferral } from "./stages/deferrals/commands.ts";
import { removeTowns } from "./test-city.ts";
import { type City, former, openCity, people, person } from "./test-masked-city.ts";
import { everyone, names, type Walk, walk } from "./test-masked-walk.ts";
import { signInRows } from "./test-sign-in-rows.ts";

/**
 * Everything is read as everyone in cities that differ in one thing. `cases`: three grades are deferred for an open case, and
 * one was. `leaves`: the same people, for ordinary causes. `others`: as `leaves`, where the runs had proposed them other grades.
 */
const open: readonly DeferralCause[] = ["open-case", "open-case", "open-case", "long-leave", "open-case"];
const ordinary: readonly DeferralCause[] = ["long-leave", "demerit", "short-service", "long-leave", "removal"];

/** Whoever is named in the data class, at the doors that are theirs. */
const isNamed = (who: string, name: RouteName): boolean =>
  [...dataClasses.investigation.readBy, ...dataClasses.investigation.setBy].includes(who as "discipline") &&
  /deferral|defer-grade/.test(routes[name].action);

/** Where two cities do not say the same. */
const apart = (one: Walk, other: Walk): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key));

let cities: readonly City[] = [];
let cases: Awaited<ReturnType<typeof walk>>;
let leaves: Awaited<ReturnType<typeof walk>>;
let others: Awaited<ReturnType<typeof walk>>;

beforeAll(async () => {
  const opened = [
    await openCity(open, "纪案〔2026〕（虚构）"),
    await openCity(ordinary, "人社〔2026〕（虚构）"),
    await openCity(ordinary, "人社〔2026〕（虚构）"),
  ] as const;
  cities = opened;
  const [, , other] = opened;
  await other.sql("alter table result disable trigger append_only");
  await other.sql(
    `update result set grade = case grade when 'basic' then 'competent' else 'basic' end, band = case band when 'good' then 'fair' else 'good' end,
       grade_reasons = '[{"code": "grade-capped", "values": {"rule": "x", "cap": "basic"}, "facts": []}]'
     where subject = any($1) and run = any($2)`,
    [[...people], [other.run, other.whole]],
  );
  await other.sql("alter table result enable trigger append_only");
  for (const city of opened) await city.standAt("in-verification");
  [cases, leaves, others] = await Promise.all([walk(opened[0]), walk(opened[1]), walk(opened[2])]);
}, 900_000);
afterAll(removeTowns);
afterAll(async () => {
  for (const city of cities) await city.close();
});

describe("an open case reads like any other cause", () => {
  it("through every door, for everybody but those named", () => {
    const wrong = apart(cases.told, leaves.told).filter((key) => {
      const [, who = "", name = ""] = key.split(" ");
      return !(Object.hasOwn(routes, name) && isNamed(who, name as RouteName));
    });
    expect(wrong).toEqual([]);
  });

  it("and those who are named read which it is", () => {
    const named = names.filter((name) => isNamed("discipline", name));
    expect(named.sort()).toEqual(["deferGrade", "endDeferral", "listDeferrals", "previewDeferral"]);
    const read = `issued discipline listDeferrals u1 000001`;
    const said = (walked: Walk, cause: string) => walked.get(read)?.split(`"cause":"${cause}","from"`).length;
    expect([said(cases.told, "open-case"), said(leaves.told, "open-case")]).toEqual([4, 1]);
  });

  it("in the mail that goes out", () => {
    const mails = [...cases.told].filter(([key]) => key.startsWith("mail "));
    expect(mails.length).toBeGreaterThan(4);
    expect(mails.map(([key]) => leaves.told.get(key))).toEqual(mails.map(([, text]) => text));
    expect(JSON.stringify(mails)).not.toMatch(/暂不确定|deferral|纪案|人员|Person/);
  });

  it("in the log of the program", () => {
    expect(cities[0]?.log.length).toBeGreaterThan(1000);
    const [one, other] = [cities[0], cities[1]].map((city) => [...(city?.log ?? [])].sort());
    expect(one).toEqual(other);
  });
});

describe("a deferred grade", () => {
  it("is read by nobody: no door tells two runs apart that had proposed other grades", () => {
    expect(apart(leaves.told, others.told)).toEqual([]);
  });

  it("is withheld from a row that says so, where others have theirs", () => {
    const standing = JSON.parse(
      (leaves.told.get("issued organiser readStandings u1 000001") ?? "").replace(/^200 /, ""),
    ) as {
      rows: {
        subject: { id: string };
        grade: { id: string; name: Record<string, string> } | null;
        band: unknown;
        score: unknown;
      }[];
    };
    const of = (id: string) => standing.rows.find(({ subject }) => subject.id === id);
    for (const id of people) {
      expect(of(id)?.grade).toEqual({
        id: "deferred",
        name: { "zh-CN": "暂不确定等次（另行通知）", en: "Grade not determined for now (notice will follow)" },
      });
      expect(of(id)?.band).toBeNull();
      expect(of(id)?.score).not.toBeNull();
    }
    expect(standing.rows.filter(({ grade }) => grade?.id === "deferred")).toHaveLength(people.length);
    expect(of(former)?.grade?.id).toMatch(/excellent|competent|basic/);
    const own = leaves.told.get(`issued official readSubject ${person} 000001`);
    expect(own).toContain('"grade":{"id":"deferred"');
    expect(own).toContain('"gradeReasons":[]');
  });

  it("is withheld where a correction is tried out, which no run has stored", () => {
    const { changes } = JSON.parse(
      (leaves.told.get(`issued organiser previewCorrection u1 000001`) ?? "").replace(/^200 /, ""),
    ) as {
      changes: { subject: { id: string }; before: { grade: { id: string } }; after: { grade: { id: string } } }[];
    };
    const own = changes.find(({ subject }) => subject.id === person);
    expect([own?.before.grade.id, own?.after.grade.id]).toEqual(["deferred", "deferred"]);
  });

  it("is read again when its deferral is ended, and its line in the trail is kept from the person", async () => {
    const city = cities[0] as City;
    const { deferrals } = (await city.send("discipline", "GET", "/deferrals")).json();
    const ids = deferrals.filter(({ subject }: { subject: { id: string } }) => subject.id === "u3-p2");
    const gradeNow = async () =>
      (await city.send("organiser", "GET", `/runs/${city.run}/subjects/u3-p2`)).json().grade?.id;
    expect(await gradeNow()).toBe("deferred");
    for (const { deferral } of ids)
      await city.send("discipline", "POST", `/deferrals/${deferral}/end`, { document: "d", reason: "r" });
    expect(await gradeNow()).toMatch(/excellent|competent|basic/);
    const [unmasked] =
      (await city.sql(`select count(*)::int as n, count(*) filter (where not masked)::int as told from audit_event
      where action in ('see-deferrals', 'defer-grade', 'end-deferral') and outcome = 'done'`)) ?? [];
    expect(unmasked).toMatchObject({ told: 0 });
    expect(Number(unmasked?.n)).toBeGreaterThan(6);
  });

  it("stands on the sheet of the person", () => {
    const sheets = [...leaves.told].filter(
      ([key, text]) => key.includes("downloadDocument") && text.includes("暂不确定等次"),
    );
    expect(sheets.length).toBeGreaterThan(0);
  });
});

describe("whoever is named and concerned", () => {
  const others = { scope: wholeCity, self: undefined };
  const own = { scope: wholeCity, self: person };

  it("reads nothing about the own grade", async () => {
    const read = (reader: typeof others | typeof own) =>
      (cities[0] as City).database.transaction(async (tx) =>
        (await listDeferrals(tx, reader, { which: "all", limit: 50 })).map(({ subject }) => subject.id),
      );
    const all = await read(others);
    expect(all).toContain(person);
    expect(await read(own)).toEqual(all.filter((id) => id !== person));
  });

  it("defers and releases nothing of the own", async () => {
    const about = { programme: "town", subject: person, period: "2025", cause: "removal", from: "2025-07-01" } as const;
    const said = { document: "d", reason: "r" };
    const { set, ended } = await (cities[0] as City).database.transaction(async (tx) => {
      const [standing] = await listDeferrals(tx, others, { which: "open", limit: 1 });
      const mine = { scope: wholeCity, self: standing?.subject.id };
      return {
        set: await deferGrade(tx, own, { ...about, ...said }, "test"),
        ended: await endDeferral(tx, mine, { deferral: standing?.id ?? 0, ...said, by: "test" }),
      };
    });
    expect([set, ended]).toEqual(Array(2).fill({ ok: false, refusal: { code: "outside-scope" } }));
  });
});

describe("the walk", () => {
  it("is of a run of which most rows lie in another", async () => {
    const rows = await cities[0]?.sql("select base from run where id = $1", [cities[0].run]);
    expect(rows).toEqual([{ base: cities[0]?.whole }]);
    const own = await cities[0]?.sql("select subject from result where run = $1 and subject = $2", [
      cities[0].run,
      person,
    ]);
    expect(own).toEqual([]);
  });

  it("asks every door as everyone", () => {
    const asked = new Set([...cases.told.keys()].map((key) => key.split(" ").slice(1, 3).join(" ")));
    const missing = names.flatMap((name) =>
      everyone.filter((who) => !asked.has(`${who} ${name}`)).map((who) => `${who} ${name}`),
    );
    expect(missing).toEqual([]);
  });

  /** A new door at which nobody is let in here fails: a refusal alone tells little. */
  it("was let in everywhere but where one brings a secret, or something of one's own", () => {
    const others = [
      "confirmMailAddress",
      "makeAccount",
      "giveGrant",
      "handOver",
      "acceptHandOver",
      "cancelRun",
      "releaseRun",
      "correctFact",
      // Brings the edition that it is based on; what it answers is its number.
      "doRegistryAct",
      // Bring a workbook of one's own, whose contents no case of anybody is in.
      ...[
        "makeProgramme",
        "sendImportFile",
        "readImportFiles",
        "proposeImportSheet",
        "changeImport",
        "tryImport",
        "applyImport",
        "applyGoalTable",
      ],
      ...["previewUndo", "undoImport"],
      "sendArrival",
      // A file of one's own.
      ...[
        "attachDeedEvidence",
        "takeDeedEvidence",
        "attachClaimEvidence",
        "takeClaimEvidence",
        "attachAssessmentScan",
        "takeAssessmentScan",
        "attachProjectEvidence",
        "takeProjectEvidence",
        "takeOwnProjectEvidence",
        "attachReportFile",
        "takeReportFile",
        "readReportTable",
      ],
      // The town's scheme has no deduction, bonus or assessment.
      ...["proposeDeduction", "applyForBonus", "readAssessmentForm", "enterAssessment"],
    ];
    const shut = names.filter((name) => !cases.answered.has(name) && !Object.hasOwn(signInRows, name));
    expect(shut.filter((name) => !others.includes(name))).toEqual([]);
  });
});

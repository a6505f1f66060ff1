import { type Role, releases } from "@biaochi/contract";
import { sql } from "kysely";
import { dayAfter } from "./platform/clock.ts";
import type { Database, Transaction } from "./platform/database.ts";
import type { Actor } from "./platform/identity.ts";
import type { Reach } from "./platform/scope.ts";
import { cityToday } from "./stages/intake/burden/city-day-store.ts";
import { answerDeduction, decideClaim, nameReviewers, raiseRemark, reviewBonus } from "./stages/intake/decided/acts.ts";
import { enterAssessment, listAssessed } from "./stages/intake/decided/assess.ts";
import { applyForBonus, proposeDeduction, type Today } from "./stages/intake/decided/claims.ts";
import { attachEvidence } from "./stages/intake/decided/evidence.ts";

const programme = "demo-city";
const days = { answer: 5, apply: 30, list: 5 };

/** Who of the demo acts, as they would through the doors. */
const actorOf = (id: string, role: Role, reach: Reach): Actor => ({
  ...{ id, account: undefined, held: [role], roles: [role], scope: [{ role, reach, releases }] },
});
const office = actorOf("organiser", "organiser", { kind: "city" });
/** Of a unit that has no account in the demo; pages call it by `who.demo-head`, and those who review, who are others, likewise. */
const headOf = (unit: string, id = "demo-head"): Actor =>
  actorOf(id, "head", { kind: "units", programme, units: [unit] });
const owner = actorOf("owner", "owner", { kind: "indicators", programme, indicators: ["order", "openness"] });

const page = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

/** What was done succeeded; a demo that is refused would be a fault of its own. */
function sure<T>(
  outcome:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly refusal: { readonly code: string } },
): T {
  if (!outcome.ok) throw new Error(`a claim of the demo was refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** A few deductions and bonuses at each step of their life, and a sheet that waits for its signature. Invented; done once. */
export async function addDemoDecisions(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await sql`select from claim where programme = ${programme} limit 1`.execute(tx);
    const { rows: known } = await sql<{ unit: string | null }>`
      select s.unit from account a join current_subject s on s.programme = a.programme and s.id = a.self
      where a.programme = ${programme} and a.id = 'head'`.execute(tx);
    const unit = known[0]?.unit;
    if (rows.length > 0 || unit === undefined || unit === null) return;
    const day = await cityToday(tx);
    await addDeductions(tx, day, unit);
    await addBonuses(tx, day, unit);
    await addSheet(tx, { day, days });
  });
}

async function addDeductions(tx: Transaction, day: string, own: string): Promise<void> {
  const year = day.slice(0, 4);
  const propose = async (unit: string, n: number, type: string, what: string, ago: number): Promise<number> => {
    const then: Today = { day: dayAfter(day, -ago), days };
    const claim = sure(
      await proposeDeduction(
        tx,
        owner,
        {
          ...{ programme, unit, item: "order", type, what, origin: "owner", counts: "event", matter: `示例事项${n}` },
          ...{
            document: `示例督〔${year}〕${n}号`,
            documentDay: dayAfter(day, -(ago + 1)),
            day: dayAfter(day, -(ago + 5)),
          },
        },
        then,
      ),
    );
    sure(await attachEvidence(tx, owner, { claim, name: `通报${n}（虚构）.pdf`, content: page }, then.day));
    return claim;
  };
  const now: Today = { day, days };
  const answer = async (claim: number, unit: string, text?: string): Promise<void> => {
    const said = text === undefined ? { accept: true } : { accept: false, text };
    sure(await answerDeduction(tx, headOf(unit), { claim, ...said }, now));
  };
  await propose(own, 41, "late-report", "月度调度材料迟报一次（虚构）", 0);
  await propose("T11", 42, "late-report", "防汛物资清单迟报（虚构）", 25);
  await answer(
    await propose("E06", 43, "criticised", "专项资金拨付滞后被通报（虚构）", 8),
    "E06",
    "已按规定时间拨付，附银行回单（虚构）",
  );
  const accepted = await propose("E04", 44, "late-report", "招商季报迟报（虚构）", 9);
  await answer(accepted, "E04");
  sure(await decideClaim(tx, office, accepted, { outcome: "confirm" }, now));
  const dropped = await propose("L06", 45, "criticised", "市容检查问题未整改（虚构）", 10);
  await answer(dropped, "L06", "点位不属本单位（虚构）");
  sure(await decideClaim(tx, office, dropped, { outcome: "drop", text: "经核点位属另一单位（虚构）" }, now));
}

async function addBonuses(tx: Transaction, day: string, own: string): Promise<void> {
  const now: Today = { day, days };
  const apply = async (unit: string, n: number, level: string, what: string): Promise<number> => {
    const on = dayAfter(day, -12);
    const body = { programme, unit, item: "awards", type: "award", level, what, matter: `示例表彰${n}` };
    const document = { document: `示例政务〔${day.slice(0, 4)}〕${n}号`, documentDay: on, day: on };
    const claim = sure(await applyForBonus(tx, headOf(unit), { ...body, ...document, counts: "event" }, now));
    sure(await attachEvidence(tx, headOf(unit), { claim, name: `证书${n}（虚构）.pdf`, content: page }, day));
    return claim;
  };
  const review = async (claim: number, units: readonly string[], agree: readonly boolean[]): Promise<void> => {
    sure(await nameReviewers(tx, office, { claim, units }, now));
    for (const [n, unit] of units.slice(0, agree.length).entries()) {
      const isAgreed = agree[n] ?? false;
      const text = isAgreed ? "证书原件已核（虚构）" : "推广文件未点名该单位（虚构）";
      const reviewer = headOf(unit, n === 0 ? "demo-reviewer" : "demo-second-reviewer");
      sure(await reviewBonus(tx, reviewer, { claim, unit, agree: isAgreed, text }, now));
    }
  };
  const listed = await apply("L10", 51, "provincial", "“一网通办”获省级推广（虚构）");
  await review(listed, ["E06", "R07"], [true, true]);
  sure(
    await raiseRemark(tx, headOf("E01"), { claim: listed, unit: "E01", text: "推广文件还有一个联办单位（虚构）" }, now),
  );
  await review(await apply("E09", 52, "municipal", "农村公路管护经验获市级推广（虚构）"), [own, "E06"], []);
  await review(await apply("T01", 53, "municipal", "社区议事会做法获推广（虚构）"), ["R07", "E06"], [false]);
  await apply("L07", 54, "municipal", "文化惠民活动获表彰（虚构）");
}

/** Of the first quarter of the year; three units have lost something, and say what for. */
async function addSheet(tx: Transaction, today: Today): Promise<void> {
  const assessed = (await listAssessed(tx, programme, today.day)).find(({ indicator }) => indicator.id === "openness");
  const period = assessed?.periods[0];
  if (assessed === undefined || period === undefined) return;
  const marks = assessed.lines.map(({ unit, criterion, full }, n) => ({
    ...{ unit: unit.id, ...(criterion === null ? {} : { criterion: criterion.id }) },
    ...(n % 40 === 1 ? { points: "2", reason: "两条应公开事项迟公开（虚构）" } : { points: full }),
  }));
  sure(await enterAssessment(tx, owner, { programme, indicator: "openness", period, marks }, today));
}

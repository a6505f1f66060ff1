import { chance } from "../demo-city/chance.ts";
import { dayOf } from "../platform/clock.ts";

/** A simulated approval platform: invented applications, the same for the same day, each as far as it has come at a moment. */
export type ApprovalCase = {
  readonly caseNumber: string;
  readonly departmentCode: string;
  readonly item: string;
  readonly acceptedOn: string;
  readonly promisedWorkingDays: number;
  readonly decidedAt: string | null;
  readonly result: string | null;
  readonly isOnline: boolean;
  /** Decided within the promised days; null: not decided yet. */
  readonly isOnTime: boolean | null;
  readonly changedAt: string;
};

const seed = 8_890;
const [hour, oneDay] = [3_600_000, 86_400_000];
const keptDays = 60;
const items = [
  "施工许可",
  "营业执照变更",
  "食品经营许可",
  "特种设备登记",
  "卫生许可",
  "占道许可",
  "不动产登记",
  "医师执业注册",
];
const at = (instant: number): string => new Date(instant).toISOString();

function casesOf(day: string, departments: readonly string[], now: number): readonly ApprovalCase[] {
  const morning = Date.parse(`${day}T09:00:00+08:00`);
  return Array.from({ length: chance(seed, day).between(15, 30) }, (_, n) => {
    const luck = chance(seed, day, String(n));
    const accepted = morning + luck.between(0, 7 * 60) * 60_000;
    const promised = luck.pick([3, 5, 7, 10]);
    const days = luck.share() < 0.08 ? promised * 2 : luck.between(1, promised);
    const decided = accepted + days * oneDay + luck.between(0, 5) * hour;
    const isDecided = decided <= now;
    return {
      ...{
        caseNumber: `SP${day.replaceAll("-", "")}${String(n + 1).padStart(3, "0")}`,
        departmentCode: luck.pick(departments),
      },
      ...{ item: luck.pick(items), acceptedOn: day, promisedWorkingDays: promised, isOnline: luck.share() < 0.8 },
      decidedAt: isDecided ? at(decided) : null,
      isOnTime: isDecided ? days <= promised : null,
      result: isDecided ? (luck.share() < 0.93 ? "准予" : "不予") : null,
      changedAt: at(isDecided ? decided : accepted),
    };
  }).filter(({ changedAt }) => changedAt <= at(now));
}

/** Applications in which something changed since an instant, the earliest first. */
export function casesSince(since: Date, now: Date, departments: readonly string[]): readonly ApprovalCase[] {
  const noon = Date.parse(`${dayOf(now)}T12:00:00+08:00`);
  const days = Array.from({ length: keptDays + 1 }, (_, back) => dayOf(new Date(noon - back * oneDay)));
  return days
    .flatMap((day) => casesOf(day, departments, now.getTime()))
    .filter(({ changedAt }) => changedAt >= since.toISOString())
    .toSorted((a, b) => (a.changedAt + a.caseNumber < b.changedAt + b.caseNumber ? -1 : 1));
}

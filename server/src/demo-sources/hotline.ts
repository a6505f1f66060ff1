import { chance } from "../demo-city/chance.ts";
import { dayOf } from "../platform/clock.ts";

/** A simulated 12345 hotline: invented work orders, the same for the same day, each as far as it has come at a moment. */
export type Order = {
  readonly number: string;
  readonly receivedAt: string;
  readonly acceptedAt: string | null;
  readonly answeredAt: string | null;
  readonly closedAt: string | null;
  readonly department: string;
  readonly topic: string;
  readonly isRepeat: string;
  readonly satisfied: string | null;
  readonly answeredInTime: string | null;
  readonly updatedAt: string;
};

const seed = 12_345;
const [minute, hour, oneDay] = [60_000, 3_600_000, 86_400_000];
const keptDays = 60;
const deadline = 72 * hour;
const topics = [
  "噪声扰民",
  "供水",
  "供暖",
  "物业服务",
  "道路破损",
  "停车",
  "社保咨询",
  "入学",
  "市容环境",
  "路灯",
  "欠薪",
  "医保报销",
];

const midnight = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
const at = (instant: number): string => new Date(instant).toISOString();

type Life = {
  readonly order: Pick<Order, "number" | "department" | "topic" | "isRepeat">;
  readonly received: number;
  readonly accepted: number;
  readonly answered: number;
  readonly closed: number;
  /** As the hotline writes it down: now and then a day that cannot be. */
  readonly written: number;
  readonly satisfied: string;
};

function livesOf(day: string, departments: readonly string[]): readonly Life[] {
  const count = chance(seed, day).between(40, 80);
  return Array.from({ length: count }, (_, n) => {
    const luck = chance(seed, day, String(n));
    const received = midnight(day) + luck.between(7 * 60, 22 * 60) * minute + luck.between(0, 59) * 1_000;
    const accepted = received + luck.between(5, 180) * minute;
    const isLate = luck.share() < 0.12;
    const answered = accepted + (isLate ? deadline + luck.between(1, 48) * hour : luck.between(60, 65 * 60) * minute);
    const opinion = luck.share();
    const closed = answered + luck.between(10, 48 * 60) * minute;
    return {
      order: {
        number: `HX${day.replaceAll("-", "")}${String(n + 1).padStart(4, "0")}`,
        department: luck.pick(departments),
        topic: luck.pick(topics),
        isRepeat: luck.share() < 0.1 ? "是" : "否",
      },
      ...{ received, accepted, answered, closed, written: luck.share() < 0.005 ? received - oneDay : closed },
      satisfied: opinion < 0.72 ? "满意" : opinion < 0.84 ? "不满意" : "未评价",
    };
  });
}

/** As far as it has come; undefined: nobody has called yet. */
function orderAt(
  { order, received, accepted, answered, closed, written, satisfied }: Life,
  now: number,
): Order | undefined {
  if (received > now) return undefined;
  const known = (instant: number): string | null => (instant <= now ? at(instant) : null);
  const isAnswered = answered <= now;
  return {
    ...order,
    ...{
      receivedAt: at(received),
      acceptedAt: known(accepted),
      answeredAt: known(answered),
      closedAt: closed <= now ? at(written) : null,
    },
    satisfied: closed <= now ? satisfied : null,
    answeredInTime: isAnswered ? (answered - received <= deadline ? "是" : "否") : null,
    updatedAt: at([closed, answered, accepted].find((instant) => instant <= now) ?? received),
  };
}

/** Orders in which something happened between two instants, the earliest first. */
export function ordersIn(
  window: { readonly since: Date; readonly until: Date },
  now: Date,
  departments: readonly string[],
): readonly Order[] {
  const last = midnight(dayOf(now));
  const days = Array.from({ length: keptDays + 1 }, (_, back) => dayOf(new Date(last - back * oneDay + 12 * hour)));
  const [since, until] = [window.since.toISOString(), window.until.toISOString()];
  return days
    .flatMap((day) => livesOf(day, departments))
    .flatMap((life) => orderAt(life, now.getTime()) ?? [])
    .filter(({ updatedAt }) => updatedAt >= since && updatedAt < until)
    .toSorted((a, b) =>
      a.updatedAt === b.updatedAt ? (a.number < b.number ? -1 : 1) : a.updatedAt < b.updatedAt ? -1 : 1,
    );
}

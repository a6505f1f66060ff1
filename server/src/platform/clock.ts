import { type Outcome, ok, refuse } from "@biaochi/contract";
import type { Database } from "./database.ts";
import type { PlatformRefusal } from "./refusal.ts";
import type { Mode } from "./settings.ts";

/** A legal day, `2027-03-31`: a date in the city, never an instant. */
export type Day = string;

/** The one clock. Whoever needs the time is handed this; nobody else asks the machine. */
export type Clock = {
  now(): Date;
  today(): Day;
  /** The machine's own time, which a demo does not move: for what is agreed with the world outside, as one-time codes are. */
  machineNow(): Date;
};

export type MovableClock = Clock & {
  /** Days between the machine's day and the clock's. */
  readonly shift: number;
  moveTo(day: Day): Outcome<number, PlatformRefusal>;
};

export const cityTimeZone = "Asia/Shanghai";

const dayFormat = new Intl.DateTimeFormat("en-CA", {
  timeZone: cityTimeZone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

const oneDay = 86_400_000;

/** The day in the city at an instant. */
export function dayOf(instant: Date): Day {
  return dayFormat.format(instant);
}

const timeFormat = new Intl.DateTimeFormat("en-GB", {
  ...{ timeZone: cityTimeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
});

/** The time of day in the city at an instant, "08:30". */
export function timeOf(instant: Date): string {
  return timeFormat.format(instant);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / oneDay);
}

/** So many days after a day; before it where they are negative. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * oneDay).toISOString().slice(0, 10);
}

export type ClockOptions = {
  readonly mode: Mode;
  readonly shift?: number;
  /** The machine's time; tests hand in their own. */
  readonly machine?: () => Date;
};

/** The city keeps no summer time, so a moved clock is the machine's clock and a whole number of days of 24 hours. */
export function makeClock(options: ClockOptions): MovableClock {
  const machine = options.machine ?? (() => new Date());
  let shift = options.mode === "demo" ? (options.shift ?? 0) : 0;
  const now = () => new Date(machine().getTime() + shift * oneDay);
  let known = { minute: Number.NaN, day: "" }; // every answer about a session names the day, and a minute has only one
  return {
    now,
    today() {
      const instant = now();
      const minute = Math.floor(instant.getTime() / 60_000);
      if (minute !== known.minute) known = { minute, day: dayOf(instant) };
      return known.day;
    },
    machineNow: machine,
    get shift() {
      return shift;
    },
    moveTo(day) {
      if (options.mode !== "demo") return refuse({ code: "demo-only" });
      shift = daysBetween(dayOf(machine()), day);
      return ok(shift);
    },
  };
}

/** Keeps the demo's moved day over a restart. The database refuses it for a production installation, too. */
export function keepShift(database: Database, shift: number): Promise<void> {
  return database.transaction(async (tx) => {
    await tx.updateTable("installation").set({ day_shift: shift }).execute();
  });
}

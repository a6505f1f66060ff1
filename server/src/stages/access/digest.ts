import { day as dayInWords, isCode, type Language, say } from "@biaochi/words";
import type { Day } from "../../platform/clock.ts";
import { workingDaysAfter } from "../../platform/working-days.ts";

/** Of a to-do what a digest may use: what kind, until when, how long. No parameter of its sentence: those may name somebody. */
export type Waiting = {
  readonly id: number;
  readonly kind: string;
  readonly due: string | null;
  readonly minutes: number;
};

/** Due today or within this many working days: told again, also when the last digest told of it. */
const soonDays = 2;

/** Whether a digest has anything to say: something that the last one did not tell, or that is due soon. */
export function isWorthTelling(waiting: readonly Waiting[], told: readonly number[], today: Day): boolean {
  const soon = workingDaysAfter(today, soonDays).day;
  return waiting.some(({ id, due }) => !told.includes(id) || (due !== null && due >= today && due <= soon));
}

const labelOf = (kind: string) => {
  const code = `digest.kind.${kind}`;
  return isCode(code) ? code : "digest.kind.other";
};

/** Counts, kinds, days and minutes, and where to find it all. Nothing about anybody, and no figure but these. */
export function digestText(
  language: Language,
  { waiting, today, origin }: { readonly waiting: readonly Waiting[]; readonly today: Day; readonly origin: string },
): { readonly subject: string; readonly text: string } {
  const dues = (of: readonly Waiting[]) => of.flatMap(({ due }) => (due === null ? [] : [due])).sort();
  const first = dues(waiting).find((due) => due >= today);
  const n = waiting.length;
  const minutes = (of: readonly Waiting[]) => of.reduce((sum, each) => sum + each.minutes, 0);
  const lines = [...Map.groupBy(waiting, ({ kind }) => labelOf(kind))].map(([label, of]) => {
    const days = dues(of);
    const overdue = days.filter((due) => due < today).length;
    const next = days.find((due) => due >= today);
    return [
      say(language, "digest.line", { kind: say(language, label), n: of.length, minutes: minutes(of) }),
      ...(next === undefined ? [] : [say(language, "digest.next", { day: dayInWords(language, next) })]),
      ...(overdue === 0 ? [] : [say(language, "digest.overdue", { n: overdue })]),
    ].join("");
  });
  const subject =
    first === undefined
      ? say(language, "digest.subject", { n })
      : say(language, "digest.subject.due", { n, day: dayInWords(language, first) });
  const text = [
    say(language, "digest.head", { n, minutes: minutes(waiting), day: dayInWords(language, today) }),
    "",
    ...lines,
    "",
    say(language, "digest.link"),
    `${origin}/`,
    "",
    say(language, "digest.off"),
    `${origin}/security`,
    "",
  ].join("\n");
  return { subject, text };
}

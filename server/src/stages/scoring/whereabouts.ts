import type { ExplanationPage, SubjectName } from "@biaochi/contract";
import { periodOf, type Subject, show } from "@biaochi/engine";
import type { z } from "zod";

type Named = z.input<typeof SubjectName>;
type Page = z.input<typeof ExplanationPage>;

const monthName = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

/** Who a score was carried from, and where a subject was month by month: what an explanation says beside its points. */
export function whereabouts(known: readonly Subject[]) {
  const subjects = new Map(known.map((each) => [each.id, each]));
  const named = (id: string | undefined): Named | undefined => {
    const found = id === undefined ? undefined : subjects.get(id);
    return found && { id: found.id, type: found.type, name: found.name };
  };
  return {
    /** The engine names a carried score among the facts of a step: "score:E02". */
    carried: (ids: readonly string[]): Named[] =>
      ids.flatMap((id) => (id.startsWith("score:") ? (named(id.slice("score:".length)) ?? []) : [])),

    /** The months of the period in each place; empty where the subject stayed in one. */
    service(id: string, period: string): Page["service"] {
      const { from: first, to: last } = periodOf(period);
      const months = (subjects.get(id)?.service ?? []).flatMap((service) => {
        const unit = named(service.unit);
        const from = Math.max(periodOf(service.from).from, first);
        const to = Math.min(periodOf(service.to).to, last);
        if (unit === undefined || to < from) return [];
        return [{ unit, from: monthName(from), to: monthName(to), share: show(service.share), kind: service.kind }];
      });
      const stayed = months.every((each) => each.kind === "main" && each.unit.id === months[0]?.unit.id);
      return stayed && subjects.get(id)?.type !== "unit" ? [] : months;
    },

    ended(id: string): Page["ended"] {
      const { existence, until, successor }: Subject["attributes"] = subjects.get(id)?.attributes ?? {};
      if (existence !== "ended" || until === undefined) return null;
      return { month: until, successor: named(successor) ?? null };
    },
  };
}

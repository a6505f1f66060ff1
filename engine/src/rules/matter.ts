import type { Event } from "../facts/model.ts";
import { compare, type Exact, plus, times, zero } from "../number/exact.ts";

/** Only confirmed events count. Proposed, revoked and exempt ones are shown with the others and are worth nothing. */
export const confirmed = (events: readonly Event[]): readonly Event[] =>
  events.filter((event) => event.standing === "confirmed");

/** Of events that are one matter, the one that is worth most; of equal ones the first. */
export function eachMatterOnce(events: readonly Event[], worth: (event: Event) => Exact): readonly Event[] {
  const kept = new Map<string, Event>();
  for (const event of events) {
    const key = event.matter === undefined ? `event ${event.id}` : `matter ${event.matter}`;
    const before = kept.get(key);
    if (!before || compare(worth(event), worth(before)) > 0) kept.set(key, event);
  }
  return [...kept.values()];
}

export const sumOf = <T>(list: readonly T[], value: (one: T) => Exact): Exact =>
  list.reduce((sum, one) => plus(sum, value(one)), zero);

/** value × the event's count. */
export const counted = (value: Exact, event: Event): Exact => times(value, event.count);

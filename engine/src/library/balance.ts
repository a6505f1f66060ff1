import { isAsked, type LibrarySource } from "./indicator.ts";

/** One indicator came, went, or is collected in another way now; `before` and `after` are null where it was not there. */
export type Movement = {
  readonly year: string;
  readonly indicator: string;
  readonly before: LibrarySource | null;
  readonly after: LibrarySource | null;
  /** Taken over from a scheme that was in force before there was a library. */
  readonly isTakenOver: boolean;
  /** Added under an exception from one in, one out. */
  readonly isExcepted: boolean;
};

export type Balance = {
  readonly year: string;
  /** Came to be asked of somebody: typed in by a unit, or judged by an owner. */
  readonly added: number;
  readonly excepted: number;
  /** Is asked no more: ended, or arrives by itself now. */
  readonly ended: number;
  /** How many may come before one has to go. */
  readonly places: number;
};

const asked = (kind: LibrarySource | null): boolean => kind !== null && isAsked(kind);

/** One in, one out, year by year: what is added has been made room for in the same year, or is excepted. */
export function balanceOf(movements: readonly Movement[], year: string): Balance {
  const own = movements.filter((each) => each.year === year && !each.isTakenOver);
  const came = own.filter(({ before, after }) => !asked(before) && asked(after));
  const excepted = came.filter(({ isExcepted }) => isExcepted).length;
  const added = came.length - excepted;
  const ended = own.filter(({ before, after }) => asked(before) && !asked(after)).length;
  return { year, added, excepted, ended, places: ended - added };
}

import type { Name } from "../facts/model.ts";
import type { Day, Ending, Post } from "./model.ts";

/** What is kept about one person and is read by few: leave in days, formal conclusions, grades of earlier years. */
export const recordKinds = ["leave", "sanction", "grade"] as const;

/** The acts on it. Whoever does one reads it: their data class says who that is. */
export const recordActs = [
  ...(["add-leave", "add-sanction", "change-sanction", "end-sanction"] as const),
  ...(["add-grade", "change-grade", "withdraw-record"] as const),
] satisfies readonly RegistryAct["act"][];
export const isRecordAct = (act: string): boolean => recordActs.some((each) => each === act);

/**
 * Single acts on the registry. Each holds from its effective day on: what it ends has its last day the day before. An act on
 * the past is the same act with an earlier day.
 */
export type RegistryAct =
  | {
      readonly act: "make-unit";
      readonly unit: string;
      readonly name: Name;
      readonly parent?: string | undefined;
      readonly unitType?: string | undefined;
      readonly cohort?: string | undefined;
      readonly sort: number;
    }
  /** Rename, move, re-type, another place in the protocol, led from above: a new span. `null`: no longer. */
  | {
      readonly act: "change-unit";
      readonly unit: string;
      readonly name?: Name | undefined;
      readonly parent?: string | null | undefined;
      readonly unitType?: string | null | undefined;
      readonly cohort?: string | null | undefined;
      readonly sort?: number | undefined;
      readonly aliases?: readonly string[] | undefined;
      readonly ledFrom?: Name | null | undefined;
      readonly gradedBy?: string | null | undefined;
    }
  /** Merge, split, abolish. Posts end with the unit; `carry` gives everybody but the heads the same post in the first successor. */
  | {
      readonly act: "end-unit";
      readonly unit: string;
      readonly ending: Ending;
      readonly successors: readonly string[];
      readonly carry: boolean;
    }
  | { readonly act: "make-section"; readonly unit: string; readonly name: Name; readonly sort: number }
  /** Its name and its place in the protocol, whatever the day: a section has one life and no spans. */
  | {
      readonly act: "change-section";
      readonly section: string;
      readonly name?: Name | undefined;
      readonly sort?: number | undefined;
    }
  /** Into another unit, or into another section: it ends, and with `carry` everybody in it goes along with the same post. */
  | { readonly act: "move-section"; readonly section: string; readonly unit: string; readonly carry: boolean }
  | { readonly act: "merge-section"; readonly section: string; readonly into: string; readonly carry: boolean }
  | { readonly act: "end-section"; readonly section: string }
  | {
      readonly act: "make-team";
      readonly team: string;
      readonly unit: string;
      readonly name: Name;
      readonly sort: number;
    }
  | {
      readonly act: "add-official";
      readonly official: string;
      readonly name: Name;
      readonly sort: number;
      readonly regime?: string | undefined;
      readonly rank?: string | undefined;
      readonly managedBy?: string | undefined;
      readonly staffNumber?: string | undefined;
    }
  | {
      readonly act: "change-official";
      readonly official: string;
      readonly name?: Name | undefined;
      readonly sort?: number | undefined;
      readonly regime?: string | null | undefined;
      readonly rank?: string | null | undefined;
      readonly managedBy?: string | null | undefined;
    }
  /** Retired, moved away: every post ends with them. */
  | { readonly act: "end-official"; readonly official: string }
  | ({ readonly act: "give-post"; readonly official: string; readonly kind: Post["kind"] } & PostFields)
  /** The same work elsewhere or otherwise: the post ends and another begins. */
  | ({ readonly act: "change-post"; readonly post: string; readonly unit?: string | undefined } & Omit<
      PostFields,
      "unit"
    >)
  | { readonly act: "end-post"; readonly post: string }
  | {
      readonly act: "add-leave";
      readonly official: string;
      readonly since: Day;
      readonly until: Day;
      readonly days: number;
    }
  /** Runs from the effective day. Without `until` it has no end yet: whoever knows the rulebook says when it ends. */
  | {
      readonly act: "add-sanction";
      readonly official: string;
      readonly kind: string;
      readonly until?: Day | undefined;
      readonly document: string;
    }
  /** What was recorded otherwise than the document says. */
  | {
      readonly act: "change-sanction";
      readonly sanction: string;
      readonly kind?: string | undefined;
      readonly since?: Day | undefined;
      readonly until?: Day | null | undefined;
      readonly document?: string | undefined;
    }
  | { readonly act: "end-sanction"; readonly sanction: string }
  /** A grade that was decided before this system. */
  | {
      readonly act: "add-grade";
      readonly official: string;
      readonly year: number;
      readonly grade: string;
      readonly scale?: string | undefined;
      readonly document: string;
    }
  | {
      readonly act: "change-grade";
      readonly entry: string;
      readonly grade?: string | undefined;
      readonly document?: string | undefined;
    }
  /** Recorded about the wrong person, or never decided: it holds no longer, and that it was recorded stays on record. */
  | { readonly act: "withdraw-record"; readonly kind: (typeof recordKinds)[number]; readonly entry: string }
  /** No new decision of a body after its last day, which is the day before. */
  | { readonly act: "end-body"; readonly body: string }
  | {
      readonly act: "record-meeting";
      readonly body: string;
      readonly name: Name;
      readonly session: string;
      readonly day: Day;
      readonly minutes: string;
    };

type PostFields = {
  readonly unit: string;
  readonly team?: string | null | undefined;
  readonly section?: string | null | undefined;
  readonly roleClass?: string | undefined;
  readonly title?: string | null | undefined;
  readonly share?: string | undefined;
};

/** Why an act cannot be done at all: what it is about is not there, or not on that day. */
export type ActProblem = { readonly code: string; readonly values: Readonly<Record<string, string>> };

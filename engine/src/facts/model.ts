import type { Exact } from "../number/exact.ts";
import type { PackedObservations } from "./packed.ts";
import type { Absence } from "./state.ts";

/**
 * What the engine is told. Everything here was parsed at a door: identifiers resolve, numbers are exact,
 * periods are well formed. `id` names the fact in every explanation.
 */
export type SubjectType = "unit" | "team" | "official";
export interface Name {
  readonly "zh-CN": string;
  readonly en: string;
}

/** A unit, a leadership team or an official under appraisal. */
export interface Subject {
  readonly id: string;
  readonly type: SubjectType;
  readonly name: Name;
  /** Protocol order: lists are printed by it, never by name or score unless the table is a ranking. */
  readonly sort: number;
  /** The unit that a team leads or an official serves in at the cut-off date; for a unit, its parent. */
  readonly unit?: string;
  /** The leadership team an official belongs to at the cut-off date. */
  readonly team?: string;
  /** unitType, roleClass, regime, cohort, pool … whatever selectors, weights and cohorts may name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where the subject spent the cycle, in months; empty when it stayed where `unit` says. */
  readonly service: readonly Service[];
}

/** Months of one cycle spent in one place. Of a merged unit: the units that carried its work before. */
export interface Service {
  readonly unit: string;
  readonly team?: string;
  readonly roleClass?: string;
  /** "2025-01", both inside. */
  readonly from: string;
  readonly to: string;
  /** Part of the work of those months, 1 unless several carried it together. */
  readonly share: Exact;
  /** Secondment and acting posts supply material; only the main service carries scores. */
  readonly kind: "main" | "secondment" | "acting";
}

export interface Observation {
  readonly id: string;
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  /** A late datum may carry its value as well. */
  readonly value?: Exact;
  readonly absence?: Absence;
  readonly source?: string;
  readonly recordedOn?: string;
}

export interface Target {
  readonly id: string;
  /** A subject, or "*" for all. */
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: Exact;
}

/** A difficulty coefficient or any other published number of a subject. */
export interface Coefficient {
  readonly id: string;
  readonly subject: string;
  readonly name: string;
  readonly value: Exact;
}

/** Points given by an indicator's owner (牵头单位评分), with a reason for every deduction. */
export interface Assessment {
  readonly id: string;
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  readonly assessor: string;
  /** A line of a checklist, where there is one. */
  readonly criterion?: string;
  readonly points: Exact;
  readonly reason?: string;
  readonly source?: string;
}

/** Something that happened once and deducts, adds, touches a red line or caps a grade. */
export interface Event {
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  /** "2025-07-14" */
  readonly on: string;
  readonly count: Exact;
  /** national, provincial, municipal … */
  readonly level?: string;
  /** Events with one key are one matter: it counts once, at its highest level. */
  readonly matter?: string;
  /** Only `confirmed` events count. `exempt` ones are shown with the ruling that neutralised them. */
  readonly standing: "confirmed" | "proposed" | "revoked" | "exempt";
  readonly reason?: string;
  readonly source?: string;
}

/** Equal ballots of one rater group, counted. A numeric ballot gives `score`, a choice gives `option`. */
export interface Ballot {
  readonly id: string;
  readonly campaign: string;
  readonly subject: string;
  readonly group: string;
  readonly item: string;
  readonly option?: string;
  readonly score?: Exact;
  readonly votes: number;
}

/** A past result decided outside the system (系统外核定): taken as it is, without a waterfall. */
export interface OpeningBalance {
  readonly id: string;
  readonly subject: string;
  readonly node: string;
  readonly period: string;
  readonly score: Exact;
  readonly document: string;
}

/** A grade that a body has decided; where there is one, quotas that depend on it use it. */
export interface DecidedGrade {
  readonly id: string;
  readonly subject: string;
  readonly period: string;
  readonly grade: string;
  readonly document: string;
}

export interface Facts {
  readonly subjects: readonly Subject[];
  readonly observations: readonly Observation[];
  /** The same by block, for a whole city. */
  readonly packed?: PackedObservations;
  readonly targets: readonly Target[];
  readonly coefficients: readonly Coefficient[];
  readonly assessments: readonly Assessment[];
  readonly events: readonly Event[];
  readonly ballots: readonly Ballot[];
  readonly openings: readonly OpeningBalance[];
  readonly decidedGrades: readonly DecidedGrade[];
}

export const noFacts: Facts = {
  subjects: [],
  observations: [],
  targets: [],
  coefficients: [],
  assessments: [],
  events: [],
  ballots: [],
  openings: [],
  decidedGrades: [],
};

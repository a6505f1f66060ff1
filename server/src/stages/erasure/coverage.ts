import { causeTables } from "../deferrals/cause-store.ts";

/**
 * Why a table that names people is not touched by an erasure. A table with a column that names a person and that stands neither in
 * `entries.ts`, nor among what goes with the account, nor here fails the tests.
 *
 * identifiers: nothing but identifiers of subjects and accounts, which say nothing without the names. record: what was decided,
 * issued or recorded, and the trail of it. text: somebody's reason, besides identifiers; not covered, docs/decisions/0047. passing:
 * gone within a day, or with the account that it opens. common: about units, schemes and the installation. derived: made again from
 * what is left. named: who may ask for an erasure may not read it, so it is neither listed, counted nor chosen; those who are named
 * in its data class keep it with the file of the case.
 */
export const whyKept = ["identifiers", "record", "text", "passing", "common", "derived", "named"] as const;
export type WhyKept = (typeof whyKept)[number];

export const kept: Readonly<Record<string, WhyKept>> = {
  service: "identifiers",
  post: "identifiers",
  leave_days: "record",
  sanction: "record",
  earlier_grade: "record",
  unit_span: "common",
  section: "common",
  team: "common",
  meeting: "common",
  subject_ordinal: "identifiers",
  cohort_place: "identifiers",
  result_points: "identifiers",
  todo: "identifiers",
  run: "record",
  run_release: "record",
  trial: "record",
  trial_course: "record",
  recording: "record",
  audit_event: "record",
  erasure: "record",
  erasure_item: "record",
  coefficient: "record",
  target: "record",
  ballot: "record",
  opening: "record",
  decided_grade: "record",
  verification_confirmation: "record",
  decomposition: "identifiers",
  assignment: "identifiers",
  commitment_notice: "identifiers",
  commitment: "record",
  barred_exception: "record",
  barred_exception_decision: "record",
  city_goal: "common",
  barred_matter: "common",
  task_objection: "text",
  task_objection_answer: "text",
  role_grant: "text",
  ask: "text",
  account_act: "text",
  password_link: "text",
  factor_recovery: "text",
  export_approval: "text",
  objection: "text",
  objection_answer: "text",
  outbox: "passing",
  idempotency_key: "passing",
  set_up_link: "passing",
  sign_in_failure: "passing",
  schema_migration: "common",
  programme: "common",
  scheme_version: "common",
  scheme_draft: "common",
  scheme_draft_revision: "common",
  scheme_draft_act: "common",
  upper_scheme: "common",
  upper_item: "common",
  upper_item_lead: "common",
  body: "common",
  second_factor_role: "common",
  setting_change: "common",
  rule_confirmation: "record",
  red_line_addition: "record",
  red_line_decision: "record",
  red_line_end: "record",
  verification: "common",
  library_version: "common",
  library_exception: "text",
  library_appraisal: "common",
  programme_made: "common",
  registry_headings: "common",
  // What was sent is dropped when the import is over, at the latest after two weeks; who brought it in, and why, stays.
  registry_import: "text",
  recognised_person: "identifiers",
  // The bytes go after three days, and with every erasure.
  registry_export: "text",
  registry_import_file: "passing",
  registry_import_change: "passing",
  observation_block: "derived",
  // The grade stays withheld after the name has gone.
  deferral: "identifiers",
  ...Object.fromEntries(causeTables.map((table) => [table, "named"] as const)),
};

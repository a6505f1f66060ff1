import { causeTables } from "../../deferrals/cause-store.ts";

/**
 * Why a table that names people is not in a person's export. A table with a column that names a person and that stands neither
 * in `parts.ts` nor here fails the tests.
 *
 * secret: would open something. others: tells of somebody else, or of who decided. audit: of it the person reads category and
 * month, and so does the package. derived: made from what is in the package. passing: gone within a day. withheld: why a grade is not
 * determined for now, which those alone read whom the data class names; everybody is told so in the same words, deferred or not.
 */
export const whyNot = ["secret", "others", "audit", "derived", "passing", "withheld"] as const;
export type WhyNot = (typeof whyNot)[number];

export const leftOut: Readonly<Record<string, WhyNot>> = {
  audit_batch: "audit",
  set_up_link: "secret",
  password_link: "secret",
  sign_in_step: "secret",
  sign_in_failure: "passing",
  idempotency_key: "passing",
  outbox: "passing",
  factor_recovery: "others",
  second_factor_role: "others",
  programme: "others",
  recording: "others",
  scheme_version: "others",
  scheme: "others",
  scheme_draft: "others",
  scheme_draft_revision: "others",
  scheme_draft_act: "others",
  upper_scheme: "others",
  upper_item: "others",
  upper_item_lead: "others",
  schema_migration: "others",
  body: "others",
  unit_span: "others",
  section: "others",
  team: "others",
  meeting: "others",
  run_release: "others",
  setting_change: "others",
  rule_confirmation: "others",
  red_line_addition: "others",
  red_line_decision: "others",
  red_line_end: "others",
  local_rule: "others",
  local_rule_decision: "others",
  local_rule_end: "others",
  measure_cause: "derived",
  measured_fact: "others",
  late_revision: "others",
  record_contest: "others",
  record_contest_decision: "others",
  quality_rule: "others",
  quality_finding: "others",
  quality_act: "others",
  burden_model: "others",
  burden_budget: "others",
  burden_request: "others",
  burden_field: "others",
  burden_withdrawal: "others",
  warning: "others",
  warning_threshold: "others",
  warning_remedy: "others",
  verification: "others",
  trial: "others",
  trial_course: "others",
  verification_confirmation: "others",
  city_goal: "others",
  barred_matter: "others",
  barred_exception: "others",
  barred_exception_decision: "others",
  decomposition: "others",
  commitment: "others",
  objection: "others",
  objection_answer: "others",
  library_version: "others",
  library_exception: "others",
  library_proposal: "others",
  library_appraisal: "others",
  cohort_place: "others",
  cohort_result: "others",
  rank_shift: "others",
  document_failure: "derived",
  erasure_item: "derived",
  subject_ordinal: "derived",
  observation_block: "derived",
  observation_mark: "derived",
  programme_made: "others",
  registry_headings: "others",
  // Workbooks on their way in: emptied when they are over, at the latest after two weeks.
  recognised_person: "others",
  registry_export: "others",
  registry_import: "others",
  registry_import_file: "others",
  registry_import_change: "derived",
  // Of other systems: about units and what they did; a record is known by its own number.
  connection_version: "others",
  stream_version: "others",
  source_code: "others",
  arrival_run: "others",
  arrived_record: "others",
  quarantined_row: "others",
  measure_version: "others",
  deferral: "withheld",
  ...Object.fromEntries(causeTables.map((table) => [table, "withheld"] as const)),
};

/** Columns that name somebody, or hold what does. */
export const namesPeople = (column: string): boolean =>
  /^(account|subject|self|official|author|actor|assessor|name|title|subjects|thing|things|things|units|person|signatory|role|payload|answer|asides|params|key|sign_in_name|staff_number)$|_by$|_name$/.test(
    column,
  );

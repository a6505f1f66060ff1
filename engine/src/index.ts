export type {
  Assessment,
  Ballot,
  Coefficient,
  DecidedGrade,
  Event,
  Facts,
  Name,
  Observation,
  OpeningBalance,
  Service,
  Subject,
  SubjectType,
  Target,
} from "./facts/model.ts";
export { noFacts } from "./facts/model.ts";
export type { PackedBlock, PackedObservations } from "./facts/packed.ts";
export { before, covers, grains, inside, type Period, periodOf, readPeriod } from "./facts/period.ts";
export { type Absence, absences, stateOf } from "./facts/state.ts";
export { type AppraiseOptions, appraise, continueRun, type Run, startRun } from "./kernel/appraise.ts";
export { columnBytes } from "./kernel/column-bytes.ts";
export { type Change, compareAppraisals, compareResults, type Difference } from "./kernel/compare.ts";
export { type Compared, compareRuns, differs, type RunChanges } from "./kernel/compare-runs.ts";
export { type ExplainOptions, explain } from "./kernel/explain.ts";
export { Cancelled } from "./kernel/pace.ts";
export { type About, type Reader, readersOf } from "./kernel/readers.ts";
export { type Regain, regainOf, scaleRegain } from "./kernel/regain.ts";
export { attributeOf, isFor } from "./kernel/select.ts";
export type { LocalRedLine } from "./lint/rulebook.ts";
export {
  compare,
  type Exact,
  exactOf,
  fixed,
  minus,
  plus,
  type RoundingMode,
  readExact,
  show,
  times,
} from "./number/exact.ts";
export type * from "./result.ts";
export type { ListColumns, NodeColumns, Placing, ResultColumns } from "./result-columns.ts";
export {
  clock,
  effectsOf,
  gradeScale,
  isBeyond,
  quota,
  sanctionEffects,
  sanctionMonths,
  teamGradeScale,
} from "./rulebook/ask.ts";
export {
  type AllowedRedLine,
  type Clock,
  type Evidence,
  type NationalQuota,
  type Regime,
  RulebookFile,
  type RuleSubject,
} from "./rulebook/document.ts";
export { type RulebookText, readRulebook } from "./rulebook/read.ts";
export { holdsOn, isOf, type Rule as NationalRule, type Rulebook, rulesOn } from "./rulebook/rulebook.ts";
export { type Calendar, calendarOf, isWorkingDay, type Reckoned, workingDaysAfter } from "./rulebook/working-days.ts";
export { type RulePart, rulePartsOf, type Said } from "./rules/parts.ts";
export { ruleKinds } from "./rules/registry.ts";
export type { Rule, RuleKind } from "./rules/rule-kind.ts";
export { ruleInWords } from "./rules/settings.ts";
export {
  type Block,
  type Indicator,
  type Item,
  isBlock,
  isItem,
  type List,
  Scheme,
  type SchemeNode,
} from "./scheme/document.ts";
export { type ReadScheme, readScheme, type SchemeFinding } from "./scheme/read.ts";
export { engineVersion } from "./version.ts";

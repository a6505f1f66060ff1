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
export { givenTargets } from "./kernel/given.ts";
export { openingNodes } from "./kernel/opening.ts";
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
  percent,
  plus,
  type RoundingMode,
  readExact,
  show,
  times,
} from "./number/exact.ts";
export { type ActProblem, isRecordAct, type RegistryAct, recordActs, recordKinds } from "./registry/acts.ts";
export type { Applied } from "./registry/applied.ts";
export { applyAct } from "./registry/apply.ts";
export { type Appraiser, appraiserOf } from "./registry/appraiser.ts";
export { checkRegistry } from "./registry/check.ts";
export { deriveSubjects, spansByUnit, type When } from "./registry/derive.ts";
export { type BodyLife, type Known, knownIn, newFindings, type RegistryFinding } from "./registry/finding.ts";
export { registryOfSubjects } from "./registry/from-subjects.ts";
export {
  type Day,
  type EarlierGrade,
  type Edition,
  type Ending,
  type Entries,
  type EntryKind,
  emptyRegistry,
  endings,
  entryKinds,
  type LeaveDays,
  type Meeting,
  type Official,
  type Post,
  postKinds,
  type Registry,
  type Sanction,
  type Section,
  type Team,
  type UnitSpan,
  withEdition,
} from "./registry/model.ts";
export {
  dayBefore,
  firstDayOf,
  firstMonth,
  holdsOn,
  lastDayOf,
  lastMonth,
  monthName,
  monthOf,
} from "./registry/months.ts";
export { type SanctionTerm, sanctionTerm } from "./registry/sanction-term.ts";
export { type Life, postAt, serviceOf, serviceOfMerged, type Term } from "./registry/service.ts";
export { ranks, regimes, roleClasses, sanctionInRulebook, sanctionKinds } from "./registry/vocabulary.ts";
export type * from "./result.ts";
export type { ListColumns, NodeColumns, Placing, ResultColumns } from "./result-columns.ts";
export { type Drawn, type DrawnCohort, type DrawOptions, drawWeights } from "./robustness/draws.ts";
export { type KnockedOut, knockOuts, withoutIndicator } from "./robustness/knock-out.ts";
export { narrowed } from "./robustness/narrowed.ts";
export { type Cause, type CauseKind, causesOf } from "./robustness/replay.ts";
export { type WithoutFacts, withoutFacts } from "./robustness/without-facts.ts";
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
  type NationalQuota,
  type Regime,
  RulebookFile,
  type RuleSubject,
} from "./rulebook/document.ts";
export {
  type LocalFigure,
  type LocalRefusal,
  type LocalRule,
  layerOf,
  maySetLocally,
  setLocally,
  withLocal,
} from "./rulebook/local.ts";
export { type RulebookText, readRulebook } from "./rulebook/read.ts";
export {
  holdsOn as ruleHoldsOn,
  isOf,
  type Layer,
  type Rule as NationalRule,
  type Rulebook,
  rulesOn,
} from "./rulebook/rulebook.ts";
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
export { type Edited, type EditRefusal, editScheme, editSchemeAll } from "./scheme/edit/edit.ts";
export type { SchemeEdit, SchemePath } from "./scheme/edit/on-values.ts";
export {
  type FormField,
  type FormKey,
  firstValue,
  formOf,
  partKeys,
  quantityField,
  ruleKeys,
} from "./scheme/form/fields.ts";
export { ruleGroups, ruleSaid } from "./scheme/form/said.ts";
export { type BlockSums, blockSums } from "./scheme/form/sums.ts";
export { type ReadScheme, readScheme, type SchemeFinding } from "./scheme/read.ts";
export { readSource } from "./scheme/source.ts";
export { schemeTemplates, type Template } from "./scheme/templates.ts";
export {
  addThermometers,
  type Measured,
  measuredBy,
  type Thermometer,
  thermometerOf,
  thermometerScales,
} from "./scheme/thermometer.ts";
export { attributesOf, worthOf } from "./scheme/worth.ts";
export { engineVersion } from "./version.ts";

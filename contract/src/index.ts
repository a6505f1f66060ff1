export { AccountState, KeptAccount } from "./accounts.ts";
export {
  type Action,
  actions,
  allowed,
  isAction,
  isOpen,
  may,
  needsFreshProof,
  releasesFor,
  rolesOf,
} from "./actions.ts";
export { ArrivalPreview, ArrivalRun } from "./arrival-values.ts";
export {
  connectionKinds,
  FieldType,
  Measure,
  Place,
  RecordCheck,
  RecordFilter,
  SharingAgreement,
  type SpanUnit,
  StreamMapping,
  spanUnits,
} from "./arrivals.ts";
export { AuditEvent, type AuditFilter, type ReaderGroup, readerGroupOf, readerGroups } from "./audit.ts";
export { ImportChange } from "./bring-in.ts";
export {
  ImportExtent,
  ImportFinding,
  ImportOutcome,
  ImportQuestion,
  ImportSheet,
  ImportState,
  ImportTable,
  RegistryImport,
} from "./bring-in-values.ts";
export {
  actsPerOfficial,
  BurdenBudget,
  BurdenCosts,
  BurdenModel,
  BurdenSum,
  burdenAxes,
} from "./burden.ts";
export {
  BurdenKind,
  BurdenLeft,
  BurdenRequest,
  KnownDatum,
  NewBurdenRequest,
} from "./burden-requests.ts";
export {
  BarredException,
  BarredMatter,
  type CascadeState,
  CityGoal,
  cascadeStates,
  GoalChange,
} from "./cascade-goals.ts";
export {
  CascadeFinding,
  Coverage,
  dutyRoles,
  HandedTask,
  Load,
  TaskObjection,
  UnitTasks,
} from "./cascade-units.ts";
export { type DataClass, dataClasses } from "./data-classes.ts";
export {
  Claim,
  type ClaimAct,
  ClaimChoice,
  ClaimStep,
  claimActs,
  claimKinds,
  claimOrigins,
  claimStates,
  claimSteps,
  mostClaimEvidence,
  NewBonus,
  NewDeduction,
} from "./decided.ts";
export { AssessmentLine, AssessmentSheet, NewAssessment, sheetStates } from "./decided-assessments.ts";
export {
  Deed,
  DeedChoices,
  DeedProposal,
  deedOrigins,
  deedParts,
  deedStates,
  evidenceTypes,
  largestEvidence,
  longestDeed,
  mostDeeds,
  mostEvidence,
  NewDeed,
  ProjectProposal,
} from "./deeds.ts";
export { Deferral, type DeferralCause, deferralCauses, deferredGrade, fewestDeferredShown } from "./deferrals.ts";
export { DocumentFormat, DocumentJob, DocumentKind, IssuedDocument } from "./documents.ts";
export {
  DraftAct,
  DraftHead,
  DraftPage,
  DraftState,
  draftStates,
  mostDraftLetters,
  SchemeVersionHeading,
  VersionStanding,
} from "./drafts.ts";
export { Erasure, ErasurePreview } from "./erasures.ts";
export { ApprovalState, ExportApproval, ExportKind, exportKinds, mostApprovalDays } from "./exports.ts";
export {
  type CorrectableKind,
  Correction,
  correctableKinds,
  Fact,
  FactCorrection,
  FactKind,
  FactPage,
  FactVersion,
  ProvisionalReason,
  provisionalReasons,
} from "./facts.ts";
export { Figure } from "./figures.ts";
export { Grant, GrantState } from "./grants.ts";
export { leaving } from "./leaving.ts";
export {
  fullLevel,
  isLevel,
  type Level,
  levelOfAction,
  levelOfPage,
  levelOfRoute,
  levels,
  type Module,
  moduleOfPage,
  moduleOfRoute,
  modules,
} from "./levels.ts";
export { LibraryFinding, LibraryIndicator } from "./library.ts";
export { RegisteredAppraisal } from "./library-appraisals.ts";
export { LibraryException } from "./library-exceptions.ts";
export { LibraryProposal } from "./library-proposals.ts";
export { LiveStanding } from "./live.ts";
export { LocalFigure, LocalRule, localLevels, RuleFigure, RuleLayer } from "./local-rules.ts";
export { KeptMailAddress, MailState, MailStatus, mailStates, OwnMail } from "./mail.ts";
export {
  CountedFigure,
  CountedRecord,
  contestStates,
  LateRevision,
  lateReasons,
  MeasureSeen,
  RecordContest,
} from "./measures.ts";
export { MissionSeen } from "./missions.ts";
export { OwnProject } from "./own-projects.ts";
export { OwnTask } from "./own-tasks.ts";
export { PasswordLink, passwordLinkStates } from "./password-links.ts";
export {
  type Outcome,
  ok,
  type Problem,
  type ProblemCode,
  type ProblemFinding,
  type ProblemParams,
  problemSchema,
  problemStatus,
  type Refusal,
  refuse,
} from "./problem.ts";
export {
  mostMilestones,
  ProjectAct,
  ProjectDifficulty,
  ProjectListed,
  ProjectMilestone,
  ProjectPlan,
  ProjectSeen,
} from "./projects.ts";
export {
  type FindingActKind,
  FindingKind,
  FindingState,
  findingActs,
  findingCourse,
  QualityCheck,
  QualityFinding,
  QualityRule,
  SourceScore,
} from "./quality.ts";
export { NationalRedLine, RedLineAddition, redLineCaps, redLineStrikes } from "./red-lines.ts";
export { AppraiserSeen, PostHeld, UnitOfTree, UnitSpanSeen } from "./registry.ts";
export { EntryChange, RegistryActInput, RegistryFindingSeen, SubjectChange } from "./registry-acts.ts";
export { Report, type ReportEntry, ReportFile, ReportRow, ReportWhole, reportHolders } from "./reporting.ts";
export {
  administrators,
  type ReachKind,
  type Release,
  type Role,
  reaches,
  reachesOf,
  releases,
  releasesAfter,
  roles,
} from "./roles.ts";
export {
  type AuditKind,
  anyRouteRefusals,
  auditKinds,
  type Document,
  type DocumentOutput,
  type InputOf,
  isDocumentOutput,
  type Method,
  type OutputOf,
  type RefusalOf,
  type Route,
  type RouteAudit,
  type RouteInput,
  route,
} from "./route.ts";
export { type RouteName, routes } from "./routes.ts";
export { NationalRule, RuleCited, RuleConfirmation, ruleStates } from "./rulebooks.ts";
export { RecordingKind, RunChoices } from "./run-choices.ts";
export { Change, FactDifference, Programme, Run, RunPhase, RunState } from "./runs.ts";
export { EffectChange, EffectGroup, SchemeEffects } from "./scheme-effects.ts";
export { ListInWords, SubjectList, Thermometer } from "./scheme-lists.ts";
export { DocumentLine, ListNode, RulePart, SchemeFinding, SchemePage, Worth } from "./schemes.ts";
export { mostFoundPerGroup, SearchAnswer } from "./search.ts";
export { FactorRecovery, FactorState } from "./second-factors.ts";
export { OwnSecurity, OwnSession, Passkey } from "./security.ts";
export { Account, Session } from "./session.ts";
export { AccountAct, accountActs, LiveSession } from "./sessions.ts";
export {
  type ChangeableSetting,
  changeableNames,
  changeableSettings,
  SettingChange,
  ShownSetting,
  settingOrigins,
  weakens,
} from "./settings.ts";
export { SecondFactor, SignInStep, secondFactors } from "./sign-in.ts";
export {
  CohortStanding,
  Distribution,
  HeatMap,
  mostHeatMapColumns,
  mostHeatMapRows,
  StandingColumn,
  StandingRow,
  StandingSort,
  standingColumns,
} from "./standings.ts";
export {
  ExplainedLoss,
  ExplainedStep,
  ExplanationPage,
  NodeComparison,
  NodeKind,
  NodePoints,
  PeriodScore,
  Reason,
  RedLine,
  Regain,
  SubjectPage,
} from "./subjects.ts";
export { Todo } from "./todos.ts";
export {
  fewestPeopleShown,
  KnockOutResult,
  ReplayResult,
  Trial,
  TrialCauseKind,
  TrialKind,
  TrialResult,
  TrialState,
  trialKinds,
  trialSpread,
  usualDraws,
  WeightsResult,
} from "./trials.ts";
export {
  ForecastItem,
  ForecastTotal,
  UpperBasis,
  UpperForecast,
  UpperRule,
} from "./upper-forecasts.ts";
export { UpperHead, UpperItem, UpperPage } from "./upper-schemes.ts";
export {
  Absence,
  ErasureBasis,
  ExactText,
  erasureBases,
  Name,
  Spread,
  Standing,
  SubjectName,
  SubjectType,
  Who,
} from "./values.ts";
export {
  Objection,
  UnitAnswer,
  UnitVerification,
  unitAnswers,
  VerificationPage,
  VerificationRound,
} from "./verification.ts";
export {
  Warning,
  WarningBasis,
  WarningCourse,
  WarningOutcome,
  WarningSense,
  WarningState,
  WarningThresholds,
  warningMethods,
  warningSilences,
} from "./warnings.ts";

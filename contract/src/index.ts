export { type Action, actions, allowed, isAction, isOpen, may, type Role, roles } from "./actions.ts";
export { Correction, Fact, FactKind, FactPage, FactVersion } from "./facts.ts";
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
  anyRouteRefusals,
  type Document,
  type DocumentOutput,
  type InputOf,
  isDocumentOutput,
  type Method,
  type OutputOf,
  type RefusalOf,
  type Route,
  type RouteInput,
  route,
} from "./route.ts";
export { type RouteName, routes } from "./routes.ts";
export { Change, Programme, Run, RunState } from "./runs.ts";
export { ListNode, SchemePage } from "./schemes.ts";
export { Account, Session } from "./session.ts";
export { CohortStanding, Distribution, StandingRow, StandingSort } from "./standings.ts";
export {
  ExplainedLoss,
  ExplainedStep,
  ExplanationPage,
  NodeKind,
  NodePoints,
  PeriodScore,
  Reason,
  RedLine,
  SubjectPage,
} from "./subjects.ts";
export { Absence, ExactText, Name, Spread, Standing, SubjectName, SubjectType } from "./values.ts";

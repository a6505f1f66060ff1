import type { Place } from "./test-permission-rows.ts";

type Row = {
  readonly about: "programme" | "registry-unit" | "project" | "own-project" | "difficulty" | "nobody";
  readonly body?: (place: Place) => object;
  readonly query?: (place: Place) => string;
};

const day = "2026-01-05";
const plan = {
  ...{ name: "n", official: "u1-p2", starts: "2026-01-01", ends: "2026-12-31" },
  milestones: [{ name: "m", planned: "2026-06-30" }],
};

/** The doors of projects in the matrix: about a programme, a unit that enters one, or a project that stands. */
export const projectRows = {
  listProjects: { about: "programme" },
  readProject: { about: "project" },
  listOwnProjects: { about: "nobody" },
  readOwnProject: { about: "own-project" },
  takeOwnProjectEvidence: { about: "own-project" },
  readProjectChoices: { about: "registry-unit" },
  enterProject: { about: "registry-unit", body: ({ subject }) => ({ ...plan, subject }) },
  planProject: { about: "project", body: () => plan },
  attachProjectEvidence: { about: "project", query: () => "name=a&declared=yes" },
  takeProjectEvidence: { about: "project" },
  proposeProject: { about: "project", body: () => ({ reason: "r" }) },
  passProject: { about: "project", body: () => ({ document: "d" }) },
  returnProject: { about: "project", body: () => ({ reason: "r" }) },
  stopProject: { about: "project", body: () => ({ reason: "r", document: "d" }) },
  reportMilestone: { about: "project", body: () => ({ day }) },
  giveMilestoneBack: { about: "project", body: () => ({ reason: "r" }) },
  askDelay: { about: "project", body: () => ({ day: "2026-08-01", cause: "land", reason: "r" }) },
  decideDelay: { about: "project", body: () => ({ isAgreed: true }) },
  raiseDifficulty: { about: "project", body: () => ({ what: "w" }) },
  holdDispatch: {
    about: "programme",
    body: ({ difficulty }) => ({ day, document: "d", assigned: [{ difficulty, unit: "u1", due: day }] }),
  },
  solveDifficulty: { about: "difficulty", body: () => ({ reason: "r" }) },
} as const satisfies Readonly<Record<string, Row>>;

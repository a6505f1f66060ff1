import type { ReachKind, Role } from "@biaochi/contract";

/** What a role's account reaches in the town, and what exists beside it: the next person, the next unit, another programme. */
type Reached = { readonly reach: ReachKind; readonly things?: readonly string[]; readonly self?: string };
export const reached: { readonly [R in Role]: Reached } = {
  organiser: { reach: "city" },
  owner: { reach: "indicators", things: ["answered"] },
  head: { reach: "units", things: ["u1"], self: "u1-p1" },
  liaison: { reach: "units", things: ["u1"], self: "u1-p3" },
  deputy: { reach: "people", things: ["u1-p2"] },
  "section-head": { reach: "people", things: ["u1-p2"] },
  "committee-member": { reach: "body", things: ["committee"] },
  clerk: { reach: "body", things: ["committee"] },
  authority: { reach: "city" },
  discipline: { reach: "city" },
  auditor: { reach: "city" },
  "case-officer": { reach: "people", things: ["u1-p2"] },
  official: { reach: "self", self: "u1-p2" },
  "system-administrator": { reach: "installation" },
  "security-administrator": { reach: "installation" },
  "audit-administrator": { reach: "installation" },
};
export const insideSubject: { readonly [R in ReachKind]: string | undefined } = {
  ...{ city: "u1", units: "u1", body: "u1", people: "u1-p2", self: "u1-p2" },
  ...{ indicators: undefined, installation: undefined },
};
/** The nearest that each reach does not cover. */
export const outsideSubject: { readonly [R in ReachKind]: string | undefined } = {
  ...{ city: undefined, units: "u2-p1", body: "u2", people: "u1-p3", self: "u1-p3" },
  ...{ indicators: "u1", installation: "u1" },
};
export const insideIndicator = (reach: ReachKind) => (reach === "indicators" ? "answered" : undefined);
export const outsideIndicator = (reach: ReachKind) => (reach === "indicators" ? "projects" : undefined);

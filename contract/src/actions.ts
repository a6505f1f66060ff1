import { dataClasses } from "./data-classes.ts";
import { type Release, type Role, releases, roles } from "./roles.ts";

/**
 * Who may do what, and with results at which step of their release. Server and pages read the same table; what is not in
 * it may not be done by anybody. *Whose* data an act may touch (scope) is not said here: that stands in the WHERE of every
 * store.
 */
type Rule = { readonly by: "anyone" | "everyone" | Partial<Record<Role, readonly Release[]>> };

const always = releases;
const since = (release: Release): readonly Release[] => releases.slice(releases.indexOf(release));
const verified = since("in-verification");
const forMeeting = since("for-meeting");
const issued = since("issued");

/** The appraisal office alone. */
const office = { organiser: always } as const;
/** Results of those in reach: the unit concerned from the verification on, everybody else when they have been issued. */
const readers = {
  organiser: always,
  head: verified,
  liaison: verified,
  deputy: verified,
  "section-head": issued,
  "committee-member": forMeeting,
  clerk: forMeeting,
  authority: forMeeting,
  auditor: issued,
  "case-officer": issued,
  official: issued,
} as const;
/** Who reads figures and rules: data are live, and whoever answers for some sees them at once. */
const figures = {
  ...office,
  ...{ owner: always, head: always, liaison: always, deputy: always, "section-head": always, official: always },
  ...{ discipline: always, auditor: always, "case-officer": always },
} as const;
/** Those who answer for a unit. */
const answering = { head: always, liaison: always } as const;
/** Who reads the registry: live, as figures are. */
const registrars = { ...office, authority: always, discipline: always, head: always, liaison: always } as const;
/** Who keeps the installation. */
const keepers = { "system-administrator": always, "security-administrator": always } as const;

/** Those whom a data class names, and nobody else. */
const named = (those: readonly Role[]): Partial<Record<Role, readonly Release[]>> =>
  Object.fromEntries(those.map((role) => [role, always]));
const { investigation, "personnel-file": personnelFile } = dataClasses;

/** The three who keep the installation apart from each other. */
const installation = {
  ...{ "system-administrator": always, "security-administrator": always, "audit-administrator": always },
} as const;

export const actions = {
  /** anyone: needs nobody to have signed in. everyone: whoever has. */
  "see-session": { by: "anyone" },
  "see-demo-accounts": { by: "anyone" },
  "sign-in": { by: "anyone" },
  "sign-out": { by: "anyone" },
  /** Another system, which proves itself by its signature. */
  "send-arrival": { by: "anyone" },
  "see-todos": { by: "everyone" },
  "see-accounts": { by: installation },
  "keep-accounts": { by: { "system-administrator": always } },
  "see-grants": { by: { ...installation, head: always, liaison: always } },
  "give-grant": { by: { "system-administrator": always, "security-administrator": always } },
  "confirm-grant": { by: { "security-administrator": always } },
  "end-grant": { by: { "security-administrator": always } },
  "hand-over": { by: { head: always, liaison: always } },
  "accept-hand-over": { by: "everyone" },
  "see-own-security": { by: "everyone" },
  "change-own-security": { by: "everyone" },
  "see-mail": { by: { "system-administrator": always } },
  "see-second-factor-roles": { by: keepers },
  "set-second-factor-roles": { by: { "security-administrator": always } },
  /** A lost second factor is taken away by two people of two roles. */
  "see-factor-recoveries": { by: keepers },
  "ask-factor-recovery": { by: { "system-administrator": always } },
  "confirm-factor-recovery": { by: { "security-administrator": always } },
  "end-factor-recovery": { by: keepers },
  /** Who is signed in now, and nothing of what they look at. */
  "see-sessions": { by: { "security-administrator": always } },
  "end-sessions": { by: { "security-administrator": always } },
  /** A link for a password: asked for by one, confirmed by another where the account may do much. */
  "see-password-links": { by: keepers },
  "make-password-link": { by: { "system-administrator": always } },
  "confirm-password-link": { by: { "security-administrator": always } },
  "end-password-link": { by: keepers },
  "see-settings": { by: installation },
  "change-setting": { by: { "security-administrator": always } },
  "confirm-setting": { by: keepers },
  "see-runs": { by: { ...readers, discipline: issued } },
  "start-run": { by: office },
  "cancel-run": { by: office },
  "release-run": { by: office },
  /** Every unit's answer; and a unit's own, which its head and its liaison give. */
  "see-verification": { by: office },
  "see-unit-verification": { by: { ...office, head: verified, liaison: verified } },
  "answer-verification": { by: { ...office, head: verified, liaison: verified } },
  "answer-objection": { by: office },
  /** A draft on facts of a past period: the result for the office, that and how often it was tried also for who decides and audits. */
  "try-scheme": { by: office },
  "see-trial": { by: office },
  "see-trials": { by: { ...office, clerk: always, authority: always, auditor: always } },
  /** Who there is: a workbook comes in, is tried, recorded and undone by the appraisal office. */
  "make-programme": { by: office },
  "see-imports": { by: office },
  "bring-in": { by: office },
  "export-registry": { by: office },
  /** With what was decided about people it leaves after somebody else approved: of the office, or the authority beside it. */
  "see-registry-exports": { by: { ...office, authority: always } },
  "decide-registry-export": { by: { ...office, authority: always } },
  "undo-import": { by: office },
  "see-changes": { by: { ...office, auditor: issued } },
  "see-standings": { by: omit(readers, "official") },
  "export-standings": { by: omit(readers, "official") },
  "see-subject": { by: readers },
  "see-explanation": { by: readers },
  /** Provisional points while they move: a unit's for whoever answers for it, a person's for that person; places for nobody. */
  "see-live": { by: { ...office, ...answering, official: always } },
  "see-fact": { by: figures },
  /** Figures as a list: for whoever supplies or assesses them, and the office. */
  "see-figures": { by: { ...office, owner: always } },
  /** How figures are counted from records: open to whoever is appraised by them; what they give, to those who answer for them. */
  "see-measures": { by: figures },
  "preview-measure": { by: { ...office, owner: always } },
  "keep-measures": { by: { ...office, owner: always } },
  "see-late-revisions": { by: { ...office, owner: always, ...answering } },
  "see-fact-records": { by: { ...office, owner: always, ...answering, auditor: always } },
  /** 剔除、改派: held by the unit, decided by whoever answers for the indicator. */
  "see-contests": { by: { ...office, owner: always, ...answering } },
  "raise-contest": { by: answering },
  "decide-contest": { by: { ...office, owner: always } },
  /** Quality of the data: whoever answers for an indicator explains what was found in it; what was explained, the office opens again. */
  "see-quality": { by: { ...office, owner: always } },
  "work-quality": { by: { ...office, owner: always } },
  "keep-quality-rules": { by: { ...office, owner: always } },
  /** Early warning: of the own unit for its people, of all for the office; answered by those who answer for the unit. How often it was right is counted over the city. */
  "see-warnings": { by: { ...office, ...answering, owner: always, official: always, auditor: always } },
  "answer-warning": { by: answering },
  "see-warning-record": { by: { ...office, authority: always, auditor: always } },
  "set-warnings": { by: office },
  "see-dependents": { by: { ...figures } },
  "correct-observation": { by: { ...office, owner: always } },
  "preview-correction": { by: office },
  "correct-fact": { by: { ...office, owner: always } },
  /** What is asked of units: registered by whoever asks, read by whoever is asked; the measure of it is the office's. */
  "see-burden": { by: { ...office, ...answering, authority: always, auditor: always } },
  "register-burden": { by: { ...office, ...answering } },
  "set-burden": { by: office },
  "see-own-burden": { by: { official: always } },
  /** Deeds: put on record by the official or a leader, confirmed by the head; those of heads by the office, which reads no others. */
  "see-own-deeds": { by: { official: always } },
  "enter-own-deed": { by: { official: always } },
  "see-deeds": { by: { ...office, head: always, deputy: always, "section-head": always } },
  "enter-deed": { by: { head: always, deputy: always, "section-head": always } },
  "decide-deed": { by: { ...office, head: always } },
  "attach-deed-evidence": { by: { official: always, head: always, deputy: always, "section-head": always } },
  "see-deed-evidence": {
    by: { ...office, official: always, head: always, deputy: always, "section-head": always },
  },
  "take-achievements": { by: { official: always, head: always } },
  "keep-missions": { by: { head: always } },
  /** Deductions and bonuses: proposed by whoever answers for the item, answered by the unit, confirmed by the office or a body that decides on the city. */
  "see-claims": {
    by: {
      ...office,
      ...answering,
      owner: always,
      clerk: always,
      authority: always,
      discipline: always,
      auditor: always,
    },
  },
  "see-claim-evidence": {
    by: {
      ...office,
      ...answering,
      owner: always,
      clerk: always,
      authority: always,
      discipline: always,
      auditor: always,
    },
  },
  "see-claim-choices": { by: { ...office, ...answering, owner: always, discipline: always } },
  "attach-claim-evidence": { by: { ...office, ...answering, owner: always, discipline: always } },
  "propose-deduction": { by: { ...office, ...answering, owner: always, discipline: always } },
  "answer-deduction": { by: answering },
  "apply-bonus": { by: answering },
  "name-reviewers": { by: office },
  "review-bonus": { by: answering },
  "raise-remark": { by: answering },
  "answer-remark": { by: office },
  "decide-claim": { by: { ...office, clerk: always } },
  /** Owner's assessments: entered by the owner, signed off by the head of the owner's unit. */
  "see-assessments": { by: { ...office, owner: always, head: always, auditor: always } },
  "enter-assessment": { by: { owner: always } },
  "sign-assessment": { by: { head: always } },
  "attach-assessment-scan": { by: { owner: always, head: always } },
  /** Projects: entered, proposed and reported by the unit; let through by the office, or the body in charge by its clerk. */
  "see-projects": { by: { ...office, ...answering, clerk: always, auditor: always } },
  "keep-projects": { by: answering },
  /** Those for which one answers oneself. */
  "see-own-projects": { by: { official: always } },
  "decide-projects": { by: { ...office, clerk: always } },
  /** Reporting that remains: entered by the liaison, confirmed by the head, accepted by whoever answers for the indicator. */
  "see-reports": { by: { ...office, ...answering, owner: always } },
  "enter-report": { by: { liaison: always } },
  "confirm-report": { by: { head: always } },
  "accept-report": { by: { ...office, owner: always } },
  "return-report": { by: { ...office, owner: always, head: always } },
  "see-report-holders": { by: office },
  "see-scheme": { by: "everyone" },
  /** Data that arrive: who keeps the way sees no record, who answers for a figure sees the rows behind it, a unit its own. */
  "see-connections": { by: { ...office, auditor: always, "system-administrator": always } },
  "keep-connections": { by: { ...office, "system-administrator": always } },
  "ask-for-arrivals": { by: { ...office, owner: always, "system-administrator": always } },
  "see-streams": { by: { ...office, owner: always, auditor: always } },
  "keep-streams": { by: { ...office, owner: always } },
  "see-records": { by: { ...office, ...answering, owner: always, auditor: always } },
  /** Goals handed down: set by the office, handed on within a unit by its head and liaison, confirmed by the head alone. */
  "see-goals": { by: { ...office, head: always, liaison: always, authority: always } },
  "set-goals": { by: office },
  "see-barred": { by: { ...office, head: always, liaison: always, authority: always } },
  "set-barred": { by: office },
  "decide-barred": { by: { ...office, authority: always } },
  "see-unit-tasks": { by: { ...office, ...answering, deputy: always, "section-head": always } },
  decompose: { by: answering },
  "confirm-tasks": { by: { head: always } },
  /** What the head signed on paper is recorded by somebody else. */
  "attest-tasks": { by: { ...office, liaison: always } },
  "answer-task-objection": { by: { head: always } },
  "see-coverage": { by: { ...office, ...answering } },
  "take-cascade": { by: { ...office, ...answering } },
  "see-own-tasks": { by: { official: always } },
  "object-to-task": { by: { official: always } },
  /** The national rules, and the city's allow-list of red lines beside them. */
  "see-rulebooks": { by: "everyone" },
  "confirm-rule": { by: office },
  "add-red-line": { by: office },
  "decide-red-line": { by: { organiser: always, authority: always } },
  /** What the province or the city has set inside the national rules. */
  "add-local-rule": { by: office },
  "decide-local-rule": { by: { organiser: always, authority: always } },
  /** What an indicator means: whoever is appraised by it must be able to read it. */
  "see-library": { by: "everyone" },
  "keep-library": { by: office },
  "decide-library-exception": { by: { organiser: always, authority: always } },
  /** An owner proposes for own indicators; the office decides. */
  "see-proposals": { by: { ...office, owner: always } },
  "propose-indicator": { by: { owner: always } },
  "decide-proposal": { by: office },
  /** Drafts of schemes: the office writes them; somebody else of it, or the clerk of a body that decides on the city, types the decision in. */
  "see-drafts": { by: { ...office, clerk: always, authority: always } },
  "write-draft": { by: office },
  "decide-draft": { by: { ...office, clerk: always } },
  /** What the level above asks of this city, and who leads it here. */
  "see-upper": { by: { ...office, clerk: always, authority: always, head: always, liaison: always, deputy: always } },
  "write-upper": { by: office },
  /** What the level above will give this city: a head reads the items that the unit leads or helps with. */
  "see-upper-forecast": { by: { ...office, authority: always, head: always } },
  /** What a scheme's text would mean; nothing is saved. */
  "preview-scheme": { by: office },
  /** The registry: units and their people for whoever answers for them; a person also their own page. */
  "see-registry": { by: registrars },
  "see-registry-person": { by: { ...registrars, official: always } },
  /** Leave in days, formal conclusions, earlier grades: for those who keep the file, and the person. */
  "see-personnel-file": { by: named(personnelFile.readBy) },
  "change-personnel-file": { by: named(personnelFile.setBy) },
  "change-registry": { by: office },
  /** Sheets about a subject: scope says about whom. */
  "issue-sheets": { by: readers },
  /** Papers about all units of a run. */
  "issue-papers": { by: office },
  "see-documents": { by: readers },
  /** Results of people leave after a second person has approved: the head for the unit’s own people, the office or the authority for others. */
  "see-exports": { by: omit(readers, "official") },
  "ask-export": { by: omit(readers, "official") },
  "decide-export": { by: { organiser: always, head: verified, authority: forMeeting } },
  "take-table": { by: readers },
  /** What was recorded about a person gives way to a tombstone: asked for by one, approved by another. */
  "see-erasures": { by: { organiser: always, authority: always } },
  "preview-erasure": { by: { organiser: always, authority: always } },
  "ask-erasure": { by: office },
  "decide-erasure": { by: { organiser: always, authority: always } },
  /** The own data and nobody else’s; of results what has been issued. */
  "export-own-data": { by: { official: always } },
  /** Names of people, units and indicators; scope says which. */
  search: { by: "everyone" },
  /** Who did what: never with a value. */
  "see-audit": { by: { "audit-administrator": always } },
  "export-audit": { by: { "audit-administrator": always } },
  /** Why a grade is deferred. */
  "see-deferrals": { by: named(investigation.readBy) },
  "defer-grade": { by: named(investigation.setBy) },
  "end-deferral": { by: named(investigation.setBy) },
  /** Who looked at one's own file, by category and month. */
  "see-own-readers": { by: { official: always } },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof actions;

function omit<T extends object, K extends keyof T>(all: T, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;
}

export const isAction = (text: string): text is Action => Object.hasOwn(actions, text);

/** The results with which a role may do something, by the step of their release; none: it may not. Unknown means none. */
export function releasesFor(action: string, role: Role): readonly Release[] {
  if (!isAction(action)) return [];
  const { by }: Rule = actions[action];
  return typeof by === "string" ? always : (by[role] ?? []);
}

/**
 * Whether somebody with these roles may do something at all; undefined: nobody has signed in. Whoever has signed in and holds
 * no role yet may do what everyone may.
 */
export function may(action: string, held: readonly Role[] | undefined): boolean {
  if (!isAction(action)) return false;
  const { by }: Rule = actions[action];
  if (typeof by === "string") return by === "anyone" || held !== undefined;
  return (held ?? []).some((role) => releasesFor(action, role).length > 0);
}

/**
 * What gives power, or takes a protection from somebody: open only to whoever proved a short while ago who they are, so that
 * an unlocked desk or a stolen cookie is not enough. Of the own password and factors the doors themselves ask.
 */
const fresh: readonly Action[] = [
  ...(["keep-accounts", "give-grant", "confirm-grant", "end-grant", "hand-over", "set-second-factor-roles"] as const),
  ...(["ask-factor-recovery", "confirm-factor-recovery", "make-password-link", "confirm-password-link"] as const),
  ...(["change-setting", "confirm-setting", "decide-erasure"] as const),
];

export function needsFreshProof(action: string): boolean {
  return isAction(action) && fresh.includes(action);
}

/** Needs nobody to have signed in. */
export function isOpen(action: string): boolean {
  return isAction(action) && actions[action].by === "anyone";
}

/** Everything that somebody may do, for a page that shows or hides its doors. */
export function allowed(held: readonly Role[] | undefined): readonly Action[] {
  return Object.keys(actions)
    .filter(isAction)
    .filter((action) => may(action, held));
}

/** The roles that may do something. */
export function rolesOf(action: string): readonly Role[] {
  return roles.filter((role) => releasesFor(action, role).length > 0);
}

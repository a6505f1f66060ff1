/**
 * Who may do what. Server and pages read the same table; what is not in it may not be done by anybody. *Whose* data an
 * act may touch (scope) is not said here: that stands in the WHERE of every store.
 */
export const roles = ["organiser", "head", "official"] as const;
/** organiser: appraisal office. head: head of a unit. official: everyone under appraisal. */
export type Role = (typeof roles)[number];

type Rule = { readonly by: readonly Role[] | "anyone" };

export const actions = {
  "see-session": { by: "anyone" },
  "see-demo-accounts": { by: "anyone" },
  "sign-in": { by: "anyone" },
  "sign-out": { by: "anyone" },
  "see-runs": { by: ["organiser", "head", "official"] },
  "start-run": { by: ["organiser"] },
  "cancel-run": { by: ["organiser"] },
  "see-changes": { by: ["organiser"] },
  "see-standings": { by: ["organiser", "head"] },
  "export-standings": { by: ["organiser", "head"] },
  "see-subject": { by: ["organiser", "head", "official"] },
  "see-explanation": { by: ["organiser", "head", "official"] },
  "see-fact": { by: ["organiser", "head", "official"] },
  "see-dependents": { by: ["organiser", "head", "official"] },
  "correct-observation": { by: ["organiser"] },
  "preview-correction": { by: ["organiser"] },
  "correct-fact": { by: ["organiser"] },
  "see-scheme": { by: ["organiser", "head", "official"] },
  /** Sheets about a subject: scope says about whom. */
  "issue-sheets": { by: ["organiser", "head", "official"] },
  /** Papers about all units of a run. */
  "issue-papers": { by: ["organiser"] },
  "see-documents": { by: ["organiser", "head", "official"] },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof actions;

export const isAction = (text: string): text is Action => Object.hasOwn(actions, text);

/** Whether a role may do something at all. No role = nobody has signed in. Unknown means no. */
export function may(action: string, role: Role | undefined): boolean {
  if (!isAction(action)) return false;
  const rule: Rule = actions[action];
  return rule.by === "anyone" || (role !== undefined && rule.by.includes(role));
}

/** Needs nobody to have signed in. */
export function isOpen(action: string): boolean {
  return isAction(action) && actions[action].by === "anyone";
}

/** Everything that a role may do, for a page that shows or hides its doors. */
export function allowed(role: Role | undefined): readonly Action[] {
  return Object.keys(actions)
    .filter(isAction)
    .filter((action) => may(action, role));
}

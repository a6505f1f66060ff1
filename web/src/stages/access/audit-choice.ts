/** What is looked for in the trail, as it stands in the address. */
export const auditKinds = ["sign-in", "grant", "read", "export", "change", "upkeep"] as const;
export const auditOutcomes = ["done", "refused"] as const;

export type AuditChoice = {
  readonly from?: string;
  readonly until?: string;
  readonly kind?: (typeof auditKinds)[number];
  readonly account?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly thing?: string;
  readonly outcome?: (typeof auditOutcomes)[number];
};

const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value).trim() !== ""
    ? String(value).trim().slice(0, 100)
    : undefined;
const day = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

export function readAuditChoice(search: Record<string, unknown>): AuditChoice {
  const read = {
    ...{ from: day(search.from), until: day(search.until), kind: auditKinds.find((each) => each === search.kind) },
    ...{ account: text(search.account), action: text(search.action), subject: text(search.subject) },
    thing: text(search.thing),
    outcome: auditOutcomes.find((each) => each === search.outcome),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

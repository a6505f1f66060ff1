/**
 * The roles of the people who use the system, one word each, and how far each may reach. A role says what somebody may do
 * (`actions.ts`); the reach of the grant says whose data it may touch.
 */
export const roles = [
  "organiser",
  "owner",
  "head",
  "liaison",
  "deputy",
  "section-head",
  "committee-member",
  "clerk",
  "authority",
  "discipline",
  "auditor",
  "case-officer",
  "official",
  "system-administrator",
  "security-administrator",
  "audit-administrator",
] as const;
/**
 * organiser: appraisal office. owner: indicator owner (牵头考核单位, 数据责任单位). head, liaison, deputy, section-head: of a
 * unit. committee-member, clerk: of a body that decides. authority: civil-service authority. case-officer: objections and
 * reviews. official: everyone under appraisal. The three administrators are kept apart (三员分立) and read no score.
 */
export type Role = (typeof roles)[number];

/**
 * city: everything. units: these units, those below them, their teams and officials. people: these officials. indicators:
 * the facts of these indicators. body: the units on which a body decides. self: the own page. installation: accounts,
 * grants, settings and the audit trail, and nobody's result.
 */
export const reaches = ["city", "units", "people", "indicators", "body", "self", "installation"] as const;
export type ReachKind = (typeof reaches)[number];

/** How far a role may reach. A grant names one of these. */
export const reachesOf = {
  organiser: ["city"],
  owner: ["indicators"],
  head: ["units"],
  liaison: ["units"],
  deputy: ["units", "people"],
  "section-head": ["people"],
  "committee-member": ["body"],
  clerk: ["body"],
  authority: ["city"],
  discipline: ["city"],
  auditor: ["city"],
  "case-officer": ["people"],
  official: ["self"],
  "system-administrator": ["installation"],
  "security-administrator": ["installation"],
  "audit-administrator": ["installation"],
} as const satisfies Record<Role, readonly ReachKind[]>;

/** The three who keep the installation. Nobody holds two of these, nor one of these beside another role. */
export const administrators: readonly Role[] = [
  "system-administrator",
  "security-administrator",
  "audit-administrator",
];

/**
 * Between computation and publication (practice: 核对, 上会, 印发). A result is seen by more people at each step; what has
 * been issued stays so.
 */
export const releases = ["provisional", "in-verification", "for-meeting", "after-meeting", "issued"] as const;
export type Release = (typeof releases)[number];

/** Where a result may go from where it stands: onwards, or back to be computed anew as long as it was not issued. */
export function releasesAfter(release: Release): readonly Release[] {
  if (release === "issued") return [];
  const onwards = releases.slice(releases.indexOf(release) + 1);
  return release === "provisional" ? onwards : ["provisional", ...onwards];
}

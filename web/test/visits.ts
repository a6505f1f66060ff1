import { roles } from "@biaochi/contract";
import type { Page } from "playwright-core";
import { arrivalVisits } from "./arrival-visits.ts";
import { burdenVisits } from "./burden-visits.ts";
import { decidedVisits } from "./decided-visits.ts";
import { deedVisits } from "./deed-visits.ts";
import { measureVisits } from "./measure-visits.ts";
import { askFor, type Role } from "./people.ts";
import { projectVisits } from "./project-visits.ts";
import { reportVisits } from "./report-visits.ts";
import { upperVisits } from "./upper-visits.ts";

/** One page, as one person opens it. */
export type Visit = {
  readonly name: string;
  readonly as: Role | "nobody";
  readonly address: string;
  /** A refused page makes the browser report the status it was given. */
  readonly isRefused?: true;
};

export type Known = {
  readonly run: number;
  readonly programme: string;
  readonly scheme: string;
  readonly subject: string;
  readonly fact: string;
  /** The reader's leadership team, where there is one. */
  readonly team: string | undefined;
  /** A figure that the reader's unit reports. */
  readonly report: number | undefined;
  /** A finished trial of the scheme, made for whoever may make one. */
  readonly trial: number | undefined;
};

/** What a person can open: own subject where there is one, else the first unit that lost points, and a fact behind it. */
export async function known(page: Page): Promise<Known> {
  const { account } = await askFor<"readSession">(page, "/session");
  if (!account) throw new Error("nobody has signed in");
  const { runs, programmes } = await askFor<"listRuns">(page, "/runs");
  const run = programmes.find((each) => each.id === account.programme)?.latestRun;
  const found = runs.find((each) => each.run === run);
  if (!run || !found) throw new Error("the demo has no finished run");
  const isHead = account.roles.includes("head");
  const own = isHead ? account.unit : account.self;
  const subject = own?.id ?? (await askFor<"readStandings">(page, `/runs/${run}/standings`)).rows[0]?.subject.id;
  if (!subject) throw new Error(`nobody stands in run ${run}`);
  const explained = `/runs/${run}/subjects/${encodeURIComponent(subject)}/explanation`;
  const { facts } = await askFor<"readExplanation">(page, explained);
  const fact = facts.find((each) => each.kind === "observation") ?? facts[0];
  if (!fact) throw new Error(`no fact behind the score of ${subject}`);
  return {
    run,
    programme: found.programme.id,
    scheme: `${found.scheme.id}/${found.scheme.version}`,
    subject,
    fact: fact.id,
    team: account.team?.id,
    report: isHead ? (await askFor<"listReports">(page, "/reports")).reports[0]?.report : undefined,
    trial: account.roles.includes("organiser") ? await tried(page, found) : undefined,
  };
}

/** Tries the first version of the scheme on the period of the run, in all parts. */
async function tried(page: Page, of: { period: string; programme: { id: string }; scheme: { id: string } }) {
  const about = { programme: of.programme.id, period: of.period, scheme: { id: of.scheme.id, version: 1 } };
  const body = { ...about, kinds: ["replay", "weights", "knock-out"], draws: 200 };
  const trial = await page.evaluate(async (asked) => {
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    const response = await fetch("/api/v1/trials", { method: "POST", headers, body: JSON.stringify(asked) });
    const { trials }: { trials: { trial: number }[] } = await response.json();
    return trials[0]?.trial ?? 0;
  }, body);
  for (let waited = 0; waited < 600; waited++) {
    const found = await askFor<"readTrial">(page, `/trials/${trial}`);
    if ([found.trial, ...found.beside].every(({ state }) => state === "done")) return trial;
    await page.waitForTimeout(200);
  }
  throw new Error(`trial ${trial} does not end`);
}
/** Somebody of the demo city who moved twice in its year. */
const moved = "p0819";

/** How each page of the router is reached. The keys are the router's own paths; the test holds them against it. */
export function visitsOf(
  people: { readonly [R in "organiser" | "head" | "official"]: Known },
): Readonly<Record<string, readonly Visit[]>> {
  const { organiser, head, official } = people;
  const subject = (of: Known, id = of.subject) => `/runs/${of.run}/subjects/${encodeURIComponent(id)}`;
  const slip = (of: Known) => `/runs/${of.run}/verification/${encodeURIComponent(of.subject)}`;
  const list = (of: Known) => `/schemes/${of.scheme}/lists/${encodeURIComponent(of.subject)}`;
  const registry = (of: Known) => `/programmes/${of.programme}/registry`;
  const figures = (of: Known) => `/programmes/${of.programme}/figures`;
  const goals = (of: Known) => `/programmes/${of.programme}/goals`;
  const fact = (of: Known) => `/programmes/${of.programme}/facts/${encodeURIComponent(of.fact)}`;
  return {
    "/sign-in": [{ name: "sign-in", as: "nobody", address: "/sign-in" }],
    "/": roles.map((as) => ({ name: `home-${as}`, as, address: "/" })),
    "/trials": [
      { name: "trials", as: "organiser", address: `/trials?scheme=${organiser.scheme.replace("/", "&version=")}` },
      { name: "trials-authority", as: "authority", address: "/trials" },
      { name: "trials-refused", as: "official", address: "/trials", isRefused: true },
    ],
    "/trials/$trial": [
      { name: "trial", as: "organiser", address: `/trials/${organiser.trial}` },
      { name: "trial-none", as: "organiser", address: "/trials/2147483647", isRefused: true },
      { name: "trial-refused", as: "authority", address: `/trials/${organiser.trial}`, isRefused: true },
    ],
    "/accounts": [
      { name: "accounts", as: "system-administrator", address: "/accounts" },
      { name: "accounts-security", as: "security-administrator", address: "/accounts" },
      { name: "accounts-audit", as: "audit-administrator", address: "/accounts" },
      { name: "accounts-refused", as: "official", address: "/accounts", isRefused: true },
    ],
    "/grants": [
      { name: "grants", as: "security-administrator", address: "/grants" },
      { name: "grants-audit", as: "audit-administrator", address: "/grants" },
    ],
    "/sessions": [
      { name: "sessions", as: "security-administrator", address: "/sessions" },
      { name: "sessions-refused", as: "system-administrator", address: "/sessions", isRefused: true },
    ],
    "/second-factors": [
      { name: "second-factors", as: "security-administrator", address: "/second-factors" },
      { name: "second-factors-system", as: "system-administrator", address: "/second-factors" },
      { name: "second-factors-refused", as: "organiser", address: "/second-factors", isRefused: true },
    ],
    "/settings": [
      { name: "settings", as: "security-administrator", address: "/settings" },
      { name: "settings-audit", as: "audit-administrator", address: "/settings" },
      { name: "settings-refused", as: "official", address: "/settings", isRefused: true },
    ],
    "/hand-over": [
      { name: "hand-over", as: "head", address: "/hand-over" },
      { name: "hand-over-official", as: "official", address: "/hand-over" },
    ],
    "/sign-in/return": [
      { name: "sign-in-return", as: "nobody", address: "/sign-in/return?code=none&state=none", isRefused: true },
    ],
    "/set-up": [
      { name: "set-up-no-link", as: "nobody", address: "/set-up" },
      { name: "set-up-gone", as: "nobody", address: `/set-up#${"x".repeat(43)}`, isRefused: true },
    ],
    "/security": [
      { name: "security", as: "organiser", address: "/security" },
      { name: "security-official", as: "official", address: "/security" },
    ],
    "/registry/imports": [
      { name: "bring-in", as: "organiser", address: "/registry/imports" },
      { name: "bring-in-refused", as: "head", address: "/registry/imports", isRefused: true },
    ],
    "/registry/imports/$import": [
      { name: "import-refused", as: "organiser", address: "/registry/imports/2000000000", isRefused: true },
    ],
    ...arrivalVisits(organiser.programme),
    "/deferrals": [
      { name: "deferrals", as: "discipline", address: "/deferrals" },
      { name: "deferrals-refused", as: "organiser", address: "/deferrals", isRefused: true },
    ],
    "/rulebooks": [
      { name: "rulebooks", as: "organiser", address: "/rulebooks" },
      { name: "rulebooks-official", as: "official", address: "/rulebooks" },
    ],
    "/red-lines": [
      { name: "red-lines", as: "organiser", address: "/red-lines" },
      { name: "red-lines-head", as: "head", address: "/red-lines" },
    ],
    "/local-rules": [
      { name: "local-rules", as: "organiser", address: "/local-rules" },
      { name: "local-rules-head", as: "head", address: "/local-rules" },
    ],
    "/mail-address": [
      { name: "mail-address-none", as: "head", address: "/mail-address" },
      { name: "mail-address-gone", as: "official", address: "/mail-address#none", isRefused: true },
    ],
    "/mail": [
      { name: "mail", as: "system-administrator", address: "/mail" },
      { name: "mail-refused", as: "official", address: "/mail", isRefused: true },
    ],
    "/documents": [
      { name: "documents", as: "organiser", address: "/documents" },
      { name: "documents-head", as: "head", address: "/documents" },
      { name: "documents-official", as: "official", address: "/documents" },
    ],
    "/exports": [
      { name: "exports", as: "organiser", address: `/exports?run=${organiser.run}&what=standings` },
      { name: "exports-head", as: "head", address: `/exports?run=${head.run}&what=score-sheets` },
      { name: "exports-none", as: "head", address: "/exports" },
      { name: "exports-refused", as: "official", address: "/exports", isRefused: true },
    ],
    "/erasures": [
      { name: "erasures", as: "organiser", address: "/erasures" },
      { name: "erasures-authority", as: "authority", address: "/erasures" },
      { name: "erasures-refused", as: "official", address: "/erasures", isRefused: true },
    ],
    "/audit": [
      { name: "audit", as: "audit-administrator", address: "/audit" },
      { name: "audit-none", as: "audit-administrator", address: "/audit?account=nobody&outcome=refused" },
      { name: "audit-refused", as: "official", address: "/audit", isRefused: true },
    ],
    "/own-file/readers": [
      { name: "readers", as: "official", address: "/own-file/readers" },
      { name: "readers-head", as: "head", address: "/own-file/readers" },
    ],
    "/runs": [{ name: "runs", as: "organiser", address: "/runs" }],
    "/runs/$run": [
      { name: "run", as: "organiser", address: `/runs/${organiser.run}` },
      { name: "run-head", as: "head", address: `/runs/${head.run}` },
    ],
    "/runs/$run/compare": [
      { name: "compare", as: "organiser", address: `/runs/${organiser.run}/compare?since=${organiser.run - 1}` },
      { name: "compare-nothing", as: "organiser", address: `/runs/${organiser.run}/compare` },
      { name: "compare-refused", as: "head", address: `/runs/${head.run}/compare?since=1`, isRefused: true },
    ],
    "/runs/$run/verification": [
      { name: "verification-none", as: "organiser", address: `/runs/${organiser.run}/verification` },
      { name: "verification-refused", as: "head", address: `/runs/${head.run}/verification`, isRefused: true },
    ],
    "/runs/$run/verification/$subject": [
      { name: "slip-none", as: "head", address: slip(head) },
      { name: "slip-refused", as: "official", address: slip(official), isRefused: true },
    ],
    "/runs/$run/parts": [
      { name: "parts", as: "organiser", address: `/runs/${organiser.run}/parts?cohort=units:economy` },
      { name: "parts-head", as: "head", address: `/runs/${head.run}/parts?cohort=units:party` },
    ],
    "/runs/$run/heat-map": [
      { name: "heat-map", as: "organiser", address: `/runs/${organiser.run}/heat-map?cohort=units:economy` },
      { name: "heat-map-all", as: "organiser", address: `/runs/${organiser.run}/heat-map` },
      { name: "heat-map-head", as: "head", address: `/runs/${head.run}/heat-map?cohort=units:party` },
      { name: "heat-map-refused", as: "official", address: `/runs/${official.run}/heat-map`, isRefused: true },
    ],
    "/runs/$run/standings": [
      { name: "standings", as: "organiser", address: `/runs/${organiser.run}/standings?type=unit&sort=rank` },
      { name: "standings-head", as: "head", address: `/runs/${head.run}/standings` },
      { name: "standings-officials", as: "organiser", address: `/runs/${organiser.run}/standings?type=official` },
      { name: "standings-empty", as: "organiser", address: `/runs/${organiser.run}/standings?q=zzzzzz` },
    ],
    "/runs/$run/subjects/$subject": [
      { name: "unit", as: "head", address: subject(head) },
      { name: "team", as: "head", address: subject(head, head.team) },
      { name: "official", as: "official", address: subject(official) },
      { name: "refused", as: "official", address: subject(official, organiser.subject), isRefused: true },
    ],
    "/runs/$run/subjects/$subject/sheet": [
      { name: "sheet-unit", as: "head", address: `${subject(head)}/sheet` },
      { name: "sheet-official", as: "official", address: `${subject(official)}/sheet` },
    ],
    "/schemes/$scheme/$version/lists": [
      { name: "lists", as: "organiser", address: `/schemes/${organiser.scheme}/lists` },
      { name: "lists-head", as: "head", address: `/schemes/${head.scheme}/lists` },
      { name: "lists-none", as: "official", address: `/schemes/${official.scheme}/lists` },
    ],
    "/schemes/$scheme/$version/lists/$subject": [
      { name: "list-unit", as: "head", address: list(head) },
      { name: "list-official", as: "official", address: list(official) },
      { name: "list-refused", as: "official", address: list({ ...official, subject: head.subject }), isRefused: true },
    ],
    "/schemes/$scheme/$version/try": [{ name: "try", as: "organiser", address: `/schemes/${organiser.scheme}/try` }],
    "/programmes/$programme/registry": [
      { name: "registry", as: "organiser", address: registry(organiser) },
      { name: "registry-then", as: "authority", address: `${registry(organiser)}?on=2025-10-31` },
      { name: "registry-head", as: "head", address: registry(head) },
      { name: "registry-refused", as: "official", address: registry(official), isRefused: true },
    ],
    "/programmes/$programme/registry/units/$subject": [
      { name: "registry-unit", as: "organiser", address: `${registry(organiser)}/units/E11?on=2025-12-01` },
      {
        name: "registry-unit-head",
        as: "head",
        address: `${registry(head)}/units/${encodeURIComponent(head.subject)}`,
      },
    ],
    "/programmes/$programme/registry/officials/$subject": [
      { name: "registry-person", as: "organiser", address: `${registry(organiser)}/officials/${moved}` },
      {
        ...{ name: "registry-person-own", as: "official" },
        address: `${registry(official)}/officials/${encodeURIComponent(official.subject)}`,
      },
    ],
    "/programmes/$programme/registry/bodies": [
      { name: "registry-bodies", as: "organiser", address: `${registry(organiser)}/bodies` },
      { name: "registry-bodies-head", as: "head", address: `${registry(head)}/bodies` },
    ],
    "/programmes/$programme/registry/exports": [
      { name: "registry-exports", as: "organiser", address: `${registry(organiser)}/exports` },
      { name: "registry-exports-authority", as: "authority", address: `${registry(organiser)}/exports` },
      { name: "registry-exports-refused", as: "head", address: `${registry(head)}/exports`, isRefused: true },
    ],
    "/programmes/$programme/registry/history": [
      { name: "registry-history", as: "organiser", address: `${registry(organiser)}/history` },
      { name: "registry-history-refused", as: "head", address: `${registry(head)}/history`, isRefused: true },
    ],
    ...burdenVisits({ organiser, head, official }),
    ...decidedVisits({ organiser, head, official }),
    ...deedVisits({ organiser, head, official }),
    ...projectVisits({ organiser, head, official }),
    ...reportVisits({ organiser, head }),
    "/programmes/$programme/figures": [
      { name: "figures", as: "owner", address: figures(organiser) },
      { name: "figures-officials", as: "owner", address: `${figures(organiser)}?type=official` },
      { name: "figures-missing", as: "organiser", address: `${figures(organiser)}?only=missing` },
      { name: "figures-refused", as: "official", address: figures(official), isRefused: true },
    ],
    ...measureVisits({ organiser, head, official }),
    "/programmes/$programme/facts/$fact": [
      { name: "fact", as: "official", address: fact(official) },
      { name: "fact-organiser", as: "organiser", address: fact(organiser) },
    ],
    "/programmes/$programme/facts/$fact/correct": [
      { name: "correct", as: "organiser", address: `${fact(organiser)}/correct` },
      { name: "correct-refused", as: "official", address: `${fact(official)}/correct` },
    ],
    "/library": [
      { name: "library", as: "organiser", address: "/library" },
      { name: "library-official", as: "official", address: "/library?source=assessment" },
      { name: "library-none", as: "head", address: "/library?q=zzzzzz" },
    ],
    "/library/indicators/$indicator": [
      { name: "library-indicator", as: "organiser", address: "/library/indicators/hotline-satisfaction" },
      { name: "library-indicator-official", as: "official", address: "/library/indicators/own-cases" },
      { name: "library-indicator-none", as: "head", address: "/library/indicators/nothing", isRefused: true },
    ],
    "/library/write": [
      { name: "library-add", as: "organiser", address: "/library/write" },
      { name: "library-change", as: "organiser", address: "/library/write?change=village-income" },
      { name: "library-propose", as: "owner", address: "/library/write" },
      { name: "library-write-refused", as: "official", address: "/library/write", isRefused: true },
    ],
    "/library/take-over": [
      { name: "library-take-over", as: "organiser", address: "/library/take-over" },
      { name: "library-take-over-refused", as: "head", address: "/library/take-over", isRefused: true },
    ],
    "/library/proposals": [
      { name: "library-proposals", as: "organiser", address: "/library/proposals" },
      { name: "library-proposals-owner", as: "owner", address: "/library/proposals" },
      { name: "library-proposals-refused", as: "official", address: "/library/proposals", isRefused: true },
    ],
    "/library/proposals/$proposal": [
      { name: "library-proposal-refused", as: "owner", address: "/library/proposals/2000000000", isRefused: true },
    ],
    "/library/exceptions": [
      { name: "library-exceptions", as: "organiser", address: "/library/exceptions" },
      { name: "library-exceptions-authority", as: "authority", address: "/library/exceptions" },
    ],
    "/library/slimming": [
      { name: "library-slimming", as: "organiser", address: "/library/slimming" },
      { name: "library-slimming-head", as: "head", address: "/library/slimming" },
    ],
    "/library/appraisals": [
      { name: "library-appraisals", as: "organiser", address: "/library/appraisals" },
      { name: "library-appraisals-head", as: "head", address: "/library/appraisals" },
    ],
    "/drafts": [
      { name: "drafts", as: "organiser", address: "/drafts" },
      { name: "drafts-clerk", as: "clerk", address: "/drafts" },
      { name: "drafts-refused", as: "official", address: "/drafts", isRefused: true },
    ],
    // Written, submitted and approved in making.test.ts.
    "/drafts/$draft": [
      { name: "draft-gone", as: "organiser", address: "/drafts/999999", isRefused: true },
      { name: "draft-refused", as: "head", address: "/drafts/1", isRefused: true },
    ],
    ...upperVisits,
    "/programmes/$programme/goals": [
      { name: "goals", as: "organiser", address: goals(organiser) },
      { name: "goals-none", as: "organiser", address: `${goals(organiser)}?cycle=2020` },
      { name: "goals-head", as: "head", address: goals(head) },
      { name: "goals-refused", as: "official", address: goals(official), isRefused: true },
    ],
    "/programmes/$programme/goals/units/$unit": [
      { name: "unit-tasks", as: "head", address: `${goals(head)}/units/${head.subject}` },
      { name: "unit-tasks-organiser", as: "organiser", address: `${goals(organiser)}/units/P02` },
      { name: "unit-tasks-deputy", as: "deputy", address: `${goals(head)}/units/${head.subject}` },
      { name: "unit-tasks-none", as: "head", address: `${goals(head)}/units/${head.subject}?cycle=2020` },
      { name: "unit-tasks-refused", as: "head", address: `${goals(head)}/units/E01`, isRefused: true },
    ],
    "/programmes/$programme/coverage": [
      { name: "coverage", as: "organiser", address: `/programmes/${organiser.programme}/coverage` },
      { name: "coverage-head", as: "head", address: `/programmes/${head.programme}/coverage` },
    ],
    "/programmes/$programme/barred": [
      { name: "barred", as: "organiser", address: `/programmes/${organiser.programme}/barred` },
      { name: "barred-authority", as: "authority", address: `/programmes/${organiser.programme}/barred` },
    ],
    "/schemes/$scheme/$version": [
      { name: "scheme", as: "organiser", address: `/schemes/${organiser.scheme}` },
      { name: "scheme-difference", as: "organiser", address: `/schemes/${organiser.scheme}?list=leaders&since=1` },
      { name: "scheme-official", as: "official", address: `/schemes/${official.scheme}?list=members` },
    ],
  };
}

/** Outside the router: what stands where no page is. */
export const nowhere: Visit = { name: "not-found", as: "organiser", address: "/nowhere" };

type Visits = Readonly<Record<string, readonly Visit[]>>;
export const unvisited = (paths: readonly string[], visits: Visits): readonly string[] =>
  paths.filter((path) => (visits[path]?.length ?? 0) === 0);

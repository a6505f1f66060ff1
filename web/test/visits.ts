import { roles } from "@biaochi/contract";
import type { Page } from "playwright-core";
import { askFor, type Role } from "./people.ts";

/** One page, as one person opens it. */
export type Visit = {
  readonly name: string;
  readonly as: Role | "nobody";
  readonly address: string;
  /** A refused page makes the browser report the status it was given. */
  readonly isRefused?: true;
};

type Known = {
  readonly run: number;
  readonly programme: string;
  readonly scheme: string;
  readonly subject: string;
  readonly fact: string;
  /** The reader's leadership team, where there is one. */
  readonly team: string | undefined;
};

/** What a person can open: own subject where there is one, else the first unit that lost points, and a fact behind it. */
export async function known(page: Page): Promise<Known> {
  const { account } = await askFor<"readSession">(page, "/session");
  if (!account) throw new Error("nobody has signed in");
  const { runs, programmes } = await askFor<"listRuns">(page, "/runs");
  const run = programmes.find((each) => each.id === account.programme)?.latestRun;
  const found = runs.find((each) => each.run === run);
  if (!run || !found) throw new Error("the demo has no finished run");
  const own = account.roles.includes("head") ? account.unit : account.self;
  const subject = own?.id ?? (await askFor<"readStandings">(page, `/runs/${run}/standings`)).rows[0]?.subject.id;
  if (!subject) throw new Error(`nobody stands in run ${run}`);
  const { facts } = await askFor<"readExplanation">(
    page,
    `/runs/${run}/subjects/${encodeURIComponent(subject)}/explanation`,
  );
  const fact = facts.find((each) => each.kind === "observation") ?? facts[0];
  if (!fact) throw new Error(`no fact behind the score of ${subject}`);
  return {
    run,
    programme: found.programme.id,
    scheme: `${found.scheme.id}/${found.scheme.version}`,
    subject,
    fact: fact.id,
    team: account.team?.id,
  };
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
  const registry = (of: Known) => `/programmes/${of.programme}/registry`;
  const figures = (of: Known) => `/programmes/${of.programme}/figures`;
  const fact = (of: Known) => `/programmes/${of.programme}/facts/${encodeURIComponent(of.fact)}`;
  return {
    "/sign-in": [{ name: "sign-in", as: "nobody", address: "/sign-in" }],
    "/": roles.map((as) => ({ name: `home-${as}`, as, address: "/" })),
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
    "/deferrals": [
      { name: "deferrals", as: "discipline", address: "/deferrals" },
      { name: "deferrals-refused", as: "organiser", address: "/deferrals", isRefused: true },
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
    "/programmes/$programme/registry/history": [
      { name: "registry-history", as: "organiser", address: `${registry(organiser)}/history` },
      { name: "registry-history-refused", as: "head", address: `${registry(head)}/history`, isRefused: true },
    ],
    "/programmes/$programme/figures": [
      { name: "figures", as: "owner", address: figures(organiser) },
      { name: "figures-officials", as: "owner", address: `${figures(organiser)}?type=official` },
      { name: "figures-missing", as: "organiser", address: `${figures(organiser)}?only=missing` },
      { name: "figures-refused", as: "official", address: figures(official), isRefused: true },
    ],
    "/programmes/$programme/facts/$fact": [
      { name: "fact", as: "official", address: fact(official) },
      { name: "fact-organiser", as: "organiser", address: fact(organiser) },
    ],
    "/programmes/$programme/facts/$fact/correct": [
      { name: "correct", as: "organiser", address: `${fact(organiser)}/correct` },
      { name: "correct-refused", as: "official", address: `${fact(official)}/correct` },
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

export function unvisited(
  paths: readonly string[],
  visits: Readonly<Record<string, readonly Visit[]>>,
): readonly string[] {
  return paths.filter((path) => (visits[path]?.length ?? 0) === 0);
}

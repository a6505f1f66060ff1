import { programme } from "./city-database.ts";

/** What the pages of a city of 100,000 officials ask for, by the page of web/src/router.tsx. */
export function cityPages(of: {
  /** The newest run, stored as what differs from `whole`; and the one before it. */
  readonly run: number;
  readonly before: number;
  readonly whole: number;
  readonly fact: string;
}): readonly { readonly name: string; readonly path: string }[] {
  const { run, before, whole, fact } = of;
  const official = `p${Number(fact.split("/")[2])}`;
  const standing = (query: string, of: number = run): string => `/runs/${of}/standings?limit=200&${query}`;
  const datum = `/programmes/${programme}/facts/${encodeURIComponent(fact)}`;
  const pages: Readonly<Record<string, string>> = {
    session: "/session",
    "home and runs: list of runs": "/runs?limit=200",
    "home: best unit": `/runs/${run}/standings?type=unit&limit=1`,
    run: `/runs/${run}`,
    "run: choices": `/programmes/${programme}/run-choices`,
    "standings: units": standing("type=unit"),
    "standings: units by rank": standing("type=unit&sort=rank"),
    "standings: officials": standing("type=official"),
    "standings: officials by score": standing("type=official&sort=score&direction=desc"),
    "standings: officials by score, whole run": standing("type=official&sort=score&direction=desc", whole),
    "standings: officials by name": standing("type=official&sort=name"),
    "standings: officials, search": standing("type=official&q=999"),
    "standings: officials of a cohort": standing("type=official&cohort=c7&sort=score&direction=desc"),
    parts: `/runs/${run}/heat-map?level=parts`,
    "heat map": `/runs/${run}/heat-map?level=items`,
    "heat map of a cohort by rank": `/runs/${run}/heat-map?cohort=u1&sort=rank`,
    "subject and sheet: official": `/runs/${run}/subjects/${official}`,
    "subject and sheet: unit": `/runs/${run}/subjects/U001`,
    "subject and sheet: explanation of an official": `/runs/${run}/subjects/${official}/explanation`,
    "subject and sheet: explanation of a unit": `/runs/${run}/subjects/U001/explanation`,
    "subject: explanation, earlier run": `/runs/${whole}/subjects/${official}/explanation`,
    "compare: two corrections": `/runs/${run}/changes?since=${before}`,
    "compare: with the whole run, by difference": `/runs/${run}/changes?since=${whole}&sort=difference`,
    "fact and correction": datum,
    "fact and correction: dependents": `${datum}/dependents`,
    scheme: `/schemes/bench/1?programme=${programme}`,
    "scheme: worths": `/schemes/bench/1/worths?programme=${programme}&list=officials`,
    "documents: orders": "/document-jobs?limit=20",
    documents: "/documents?limit=50",
  };
  return Object.entries(pages).map(([name, path]) => ({ name, path }));
}

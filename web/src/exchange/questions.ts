import { infiniteQueryOptions, keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { ask, Refused } from "./ask.ts";
import type { Asked } from "./doors.ts";

/** A refusal stays a refusal; only silence is asked again. */
export function makeQuestions(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => !(error instanceof Refused) && failures < 2,
        staleTime: 30_000,
        refetchOnWindowFocus: false,
      },
    },
  });
}

export const session = queryOptions({ queryKey: ["session"], queryFn: () => ask("readSession"), staleTime: 300_000 });
export const demoAccounts = queryOptions({ queryKey: ["demo-accounts"], queryFn: () => ask("listDemoAccounts") });
export const signInWays = queryOptions({ queryKey: ["sign-in-ways"], queryFn: () => ask("readSignInWays") });
export const rulebooks = queryOptions({
  queryKey: ["rulebooks"],
  queryFn: () => ask("readRulebooks"),
  staleTime: 0,
});
export const redLines = queryOptions({ queryKey: ["red-lines"], queryFn: () => ask("listRedLines"), staleTime: 0 });
export const localRules = queryOptions({
  queryKey: ["local-rules"],
  queryFn: () => ask("listLocalRules"),
  staleTime: 0,
});
export const ownSecurity = queryOptions({
  queryKey: ["own-security"],
  queryFn: () => ask("readOwnSecurity"),
  staleTime: 0,
});
export const ownMail = queryOptions({ queryKey: ["own-mail"], queryFn: () => ask("readOwnMail"), staleTime: 0 });
export const mailStatus = queryOptions({
  queryKey: ["mail", "status"],
  queryFn: () => ask("readMailStatus"),
  staleTime: 0,
});
export const mailAddresses = (query: NonNullable<Asked<"listMailAddresses">["query"]>) =>
  queryOptions({
    queryKey: ["mail", "addresses", query],
    queryFn: () => ask("listMailAddresses", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
export const runs = queryOptions({ queryKey: ["runs"], queryFn: () => ask("listRuns", { query: { limit: 200 } }) });

export const standings = (run: number, query: Asked<"readStandings">["query"] = {}) =>
  queryOptions({
    queryKey: ["standings", run, query],
    queryFn: () => ask("readStandings", { params: { run }, query }),
    placeholderData: keepPreviousData,
  });

/** The list of runs, read on page by page: a programme of many years has more than one answer holds. */
export const runPages = infiniteQueryOptions({
  queryKey: ["runs", "pages"],
  queryFn: ({ pageParam }) =>
    ask("listRuns", { query: { limit: 30, ...(pageParam === undefined ? {} : { cursor: pageParam }) } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
});

export const run = (id: number) =>
  queryOptions({ queryKey: ["run", id], queryFn: () => ask("readRun", { params: { run: id } }) });

export const runChoices = (programme: string) =>
  queryOptions({
    queryKey: ["run-choices", programme],
    queryFn: () => ask("readRunChoices", { params: { programme } }),
  });

/** Drafts on facts of a past period: what was tried, and one trial with its result. */
export const trials = (query: Asked<"listTrials">["query"] & { readonly programme: string }) =>
  queryOptions({ queryKey: ["trials", query], queryFn: () => ask("listTrials", { query }), staleTime: 0 });
export const trial = (id: number) =>
  queryOptions({ queryKey: ["trial", id], queryFn: () => ask("readTrial", { params: { trial: id } }), staleTime: 0 });

/** Who changed between two finished runs, a page at a time. Finished runs do not change: the answer holds. */
export const runChanges = (id: number, query: NonNullable<Asked<"compareRuns">["query"]>) =>
  queryOptions({
    queryKey: ["run-changes", id, query],
    queryFn: () => ask("compareRuns", { params: { run: id }, query }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Rows that one answer brings, and how many of them one table holds before it begins a new page. */
const rowsAtOnce = 200;
const answersPerTable = 10;

/** A standing that is read on while it is scrolled: 2,000 rows at most, then the address names a new beginning. */
export const standingPages = (run: number, query: Asked<"readStandings">["query"] = {}) =>
  infiniteQueryOptions({
    queryKey: ["standing-pages", run, query],
    queryFn: ({ pageParam }) =>
      ask("readStandings", {
        params: { run },
        query: { ...query, limit: rowsAtOnce, ...(pageParam === undefined ? {} : { cursor: pageParam, only: "rows" }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, all) => (all.length < answersPerTable ? (last.next ?? undefined) : undefined),
    placeholderData: keepPreviousData,
  });

export const heatMap = (run: number, query: Asked<"readHeatMap">["query"] = {}) =>
  queryOptions({
    queryKey: ["heat-map", run, query],
    queryFn: () => ask("readHeatMap", { params: { run }, query }),
    placeholderData: keepPreviousData,
  });

export const subject = (run: number, id: string) =>
  queryOptions({
    queryKey: ["subject", run, id],
    queryFn: () => ask("readSubject", { params: { run, subject: id } }),
  });

export const explanation = (run: number, id: string) =>
  queryOptions({
    queryKey: ["explanation", run, id],
    queryFn: () => ask("readExplanation", { params: { run, subject: id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What the units have answered to a run, read on unit by unit. */
export const verification = (run: number, query: Asked<"readVerification">["query"] = {}) =>
  infiniteQueryOptions({
    queryKey: ["verification", run, query],
    queryFn: ({ pageParam }) =>
      ask("readVerification", {
        params: { run },
        query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const unitVerification = (run: number, unit: string) =>
  queryOptions({
    queryKey: ["unit-verification", run, unit],
    queryFn: () => ask("readUnitVerification", { params: { run, subject: unit } }),
    staleTime: 0,
  });

/** The figures of indicators, read on page by page. */
export const figures = (programme: string, query: Asked<"readFigures">["query"] = {}) =>
  infiniteQueryOptions({
    queryKey: ["figures", programme, query],
    queryFn: ({ pageParam }) =>
      ask("readFigures", {
        params: { programme },
        query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const fact = (programme: string, id: string) =>
  queryOptions({
    queryKey: ["fact", programme, id],
    queryFn: () => ask("readFact", { params: { programme, fact: id } }),
  });

export const dependents = (programme: string, id: string) =>
  queryOptions({
    queryKey: ["dependents", programme, id],
    queryFn: () => ask("readDependents", { params: { programme, fact: id } }),
  });

export const scheme = (id: string, version: number, programme?: string) =>
  queryOptions({
    queryKey: ["scheme", id, version, programme],
    queryFn: () => ask("readSchemeVersion", { params: { scheme: id, version }, query: programme ? { programme } : {} }),
  });

/** Own orders for documents; asked again while one of them is being made. */
export const documentJobs = queryOptions({
  queryKey: ["document-jobs"],
  queryFn: () => ask("listDocumentJobs", { query: { limit: 20 } }),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.jobs.some(isBeingMade) ? 1000 : false),
});

export const documentJob = (job: number) =>
  queryOptions({
    queryKey: ["document-job", job],
    queryFn: () => ask("readDocumentJob", { params: { job } }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && !isBeingMade(state.data) ? false : 500),
  });

export const isBeingMade = ({ state }: { readonly state: string }): boolean =>
  state === "queued" || state === "running";

export const documents = infiniteQueryOptions({
  queryKey: ["documents"],
  queryFn: ({ pageParam }) =>
    ask("listDocuments", { query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
  staleTime: 0,
});

export const exportApprovals = queryOptions({
  queryKey: ["export-approvals"],
  queryFn: () => ask("listExportApprovals"),
  staleTime: 0,
});

export const erasures = queryOptions({
  queryKey: ["erasures"],
  queryFn: () => ask("listErasures"),
  staleTime: 0,
});

/** Asked by POST because what is chosen is long; it changes nothing. */
export const erasurePreview = (body: NonNullable<Asked<"previewErasure">["body"]>) =>
  queryOptions({
    queryKey: ["erasure-preview", body],
    queryFn: () => ask("previewErasure", { body }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

type Version = { readonly scheme: string; readonly version: number };

export const worths = (version: Version, query: NonNullable<Asked<"readWorths">["query"]>) =>
  queryOptions({
    queryKey: ["worths", version, query],
    queryFn: () => ask("readWorths", { params: { ...version }, query }),
  });

export const schemeInForce = (programme: string) =>
  queryOptions({
    queryKey: ["scheme-in-force", programme],
    queryFn: () => ask("readSchemeInForce", { params: { programme } }),
  });

export const schemeLists = (version: Version, query: NonNullable<Asked<"readSchemeLists">["query"]>) =>
  queryOptions({
    queryKey: ["scheme-lists", version, query],
    queryFn: () => ask("readSchemeLists", { params: { ...version }, query }),
  });

export const listInWords = (of: Version & { readonly subject: string }, programme?: string) =>
  queryOptions({
    queryKey: ["list-in-words", of, programme],
    queryFn: () => ask("readListInWords", { params: { ...of }, query: programme ? { programme } : {} }),
  });

export const schemeChanges = (version: Version, query: NonNullable<Asked<"compareSchemeVersions">["query"]>) =>
  queryOptions({
    queryKey: ["scheme-changes", version, query],
    queryFn: () => ask("compareSchemeVersions", { params: { ...version }, query }),
  });

export const accounts = (query: NonNullable<Asked<"listAccounts">["query"]>) =>
  queryOptions({
    queryKey: ["accounts", query],
    queryFn: () => ask("listAccounts", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const grants = (query: NonNullable<Asked<"listGrants">["query"]>) =>
  queryOptions({
    queryKey: ["grants", query],
    queryFn: () => ask("listGrants", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const accountActs = (query: NonNullable<Asked<"listAccountActs">["query"]>) =>
  queryOptions({
    queryKey: ["account-acts", query],
    queryFn: () => ask("listAccountActs", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const passwordLinks = queryOptions({
  queryKey: ["password-links"],
  queryFn: () => ask("listPasswordLinks", { query: { limit: 200 } }),
  staleTime: 0,
});

export const liveSessions = (query: NonNullable<Asked<"listLiveSessions">["query"]>) =>
  queryOptions({
    queryKey: ["live-sessions", query],
    queryFn: () => ask("listLiveSessions", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const factorRoles = queryOptions({
  queryKey: ["factor-roles"],
  queryFn: () => ask("readSecondFactorRoles"),
  staleTime: 0,
});

/** What marking these roles would do. */
export const factorEffect = (roles: readonly string[]) =>
  queryOptions({
    queryKey: ["factor-states", "effect", roles],
    queryFn: () => ask("previewFactorRoles", { query: { roles: roles.join(",") } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const factorStates = (query: NonNullable<Asked<"listFactorStates">["query"]>) =>
  queryOptions({
    queryKey: ["factor-states", query],
    queryFn: () => ask("listFactorStates", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const factorRecoveries = queryOptions({
  queryKey: ["factor-recoveries"],
  queryFn: () => ask("listFactorRecoveries"),
  staleTime: 0,
});

export const installationSettings = queryOptions({
  queryKey: ["installation-settings"],
  queryFn: () => ask("readInstallationSettings"),
  staleTime: 0,
});

export const grantable = (query: NonNullable<Asked<"listGrantable">["query"]>) =>
  queryOptions({
    queryKey: ["grantable", query],
    queryFn: () => ask("listGrantable", { query }),
    placeholderData: keepPreviousData,
  });

/** Read anew each time: who reads it is on record, and what was ended a moment ago is ended. */
export const deferralPages = (query: NonNullable<Asked<"listDeferrals">["query"]>) =>
  infiniteQueryOptions({
    queryKey: ["deferrals", query],
    queryFn: ({ pageParam }) =>
      ask("listDeferrals", { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const deferralPreview = (query: NonNullable<Asked<"previewDeferral">["query"]>) =>
  queryOptions({
    queryKey: ["deferral-preview", query],
    queryFn: () => ask("previewDeferral", { query }),
    staleTime: 0,
  });

export const handOvers = queryOptions({
  queryKey: ["hand-overs"],
  queryFn: () => ask("listHandOvers"),
  staleTime: 0,
});

export const todos = queryOptions({ queryKey: ["todos"], queryFn: () => ask("listTodos"), staleTime: 0 });

/** Names by a part of them; what was found stays on the screen while the next letters are being typed. */
export const found = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: () => ask("search", { query: { q } }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });

export const auditPages = (query: NonNullable<Asked<"searchAudit">["query"]>) =>
  infiniteQueryOptions({
    queryKey: ["audit", query],
    queryFn: ({ pageParam }) =>
      ask("searchAudit", { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

export const ownReaders = queryOptions({
  queryKey: ["own-readers"],
  queryFn: () => ask("readOwnReaders"),
  staleTime: 0,
});

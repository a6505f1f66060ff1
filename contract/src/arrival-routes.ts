import { z } from "zod";
import { ArrivalPreview, ArrivalRun, ConnectionHead, ConnectionPage } from "./arrival-values.ts";
import { Place, SharingAgreement } from "./arrivals.ts";
import { route } from "./route.ts";
import { Cursor, Id, Name } from "./values.ts";

/** Connections: where data come from, under which agreement, and how it goes with them. */
const reason = z.string().trim().min(1).max(500);
export const SlugId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const ofConnection = z.strictObject({ programme: Id, connection: SlugId });
/** 0: there is none yet. */
export const basedOn = z.int().min(0);
export const saved = z.object({ version: z.int() });

export const listConnections = route({
  method: "GET",
  path: "/connections",
  summary: "Connections with their agreements, their last runs and what waits in quarantine",
  action: "see-connections",
  audit: "none",
  input: { query: z.strictObject({ programme: Id.optional() }) },
  output: z.object({
    connections: z.array(ConnectionHead),
    /** Programmes for which a connection can be made. */
    programmes: z.array(z.object({ id: Id, title: Name })),
    /** Units that may be named as those that hold the data, by programme. */
    units: z.array(z.object({ programme: Id, id: Id, name: Name })),
  }),
  refusals: [],
});

export const readConnection = route({
  method: "GET",
  path: "/programmes/{programme}/connections/{connection}",
  summary: "A connection: where, under which agreement, its streams and its versions; never its secret",
  action: "see-connections",
  audit: "none",
  input: { params: ofConnection },
  output: ConnectionPage,
  refusals: ["outside-scope"],
});

export const saveConnection = route({
  method: "PUT",
  path: "/programmes/{programme}/connections/{connection}",
  summary: "Make a connection, or write its next version",
  action: "keep-connections",
  audit: "change",
  input: {
    params: ofConnection,
    body: z.strictObject({
      name: Name,
      place: Place,
      /** Left out: the one that is there stays. */
      secret: z.string().min(1).max(5_000).optional(),
      agreement: SharingAgreement,
      keeper: Id.nullable(),
      reason,
      basedOn,
    }),
  },
  output: saved,
  refusals: [
    "outside-scope",
    "version-stale",
    "arrival-taken",
    "arrival-kind-fixed",
    "arrival-secret-needed",
    "arrival-secret-short",
    "arrival-keeper-unknown",
  ],
});

export const scheduleConnection = route({
  method: "PUT",
  path: "/programmes/{programme}/connections/{connection}/schedule",
  summary: "Let a connection fetch by itself, how often, or pause it",
  action: "keep-connections",
  audit: "change",
  input: {
    params: ofConnection,
    body: z.strictObject({ isActive: z.boolean(), everyMinutes: z.int().min(1).max(44_640).nullable() }),
  },
  output: z.object({ isActive: z.boolean() }),
  refusals: ["outside-scope", "arrival-agreement-over"],
});

export const tryConnection = route({
  method: "POST",
  path: "/programmes/{programme}/connection-trial",
  summary: "Fetch the first page of a connection that need not be saved yet; nothing is kept",
  action: "keep-connections",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id }),
    body: z.strictObject({
      /** Whose secret is used where none is given. */
      connection: SlugId.optional(),
      place: Place,
      secret: z.string().min(1).max(5_000).optional(),
    }),
  },
  output: ArrivalPreview,
  refusals: [
    "outside-scope",
    "arrival-secret-needed",
    "arrival-expression",
    "arrival-field-unknown",
    "arrival-pattern",
  ],
});

export const listArrivalRuns = route({
  method: "GET",
  path: "/programmes/{programme}/connections/{connection}/runs",
  summary:
    "Runs of a connection, newest first: what was read, fresh, changed, the same and refused, and why one failed",
  action: "see-connections",
  audit: "none",
  input: {
    params: ofConnection,
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  },
  output: z.object({ runs: z.array(ArrivalRun), next: Cursor.nullable() }),
  refusals: ["outside-scope"],
});

export const askForRun = route({
  method: "POST",
  path: "/programmes/{programme}/streams/{stream}/runs",
  summary: "Fetch now, or fetch a day again",
  action: "ask-for-arrivals",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id, stream: SlugId }),
    body: z.strictObject({ day: z.iso.date().optional() }),
  },
  output: z.object({ run: z.int() }),
  success: 202,
  refusals: [
    "outside-scope",
    "arrival-agreement-over",
    "arrival-paused",
    "arrival-replay-impossible",
    "arrival-waits",
    "day-to-come",
  ],
});

import { Readable } from "node:stream";
import {
  type AuditKind,
  anyRouteRefusals,
  type Document,
  type InputOf,
  isDocumentOutput,
  type Outcome,
  type OutputOf,
  problemSchema,
  problemStatus,
  type ReachKind,
  type Refusal,
  type RefusalOf,
  type Role,
  type Route,
} from "@biaochi/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { aboutOf } from "./audit/about.ts";
import { type About, type NewAuditEvent, recordEvent } from "./audit/event.ts";
import type { Trail } from "./audit/trail.ts";
import { apiPrefix } from "./content-security.ts";
import type { Database, Transaction } from "./database.ts";
import { once } from "./idempotency.ts";
import { sendRefusal } from "./problems.ts";

/**
 * Who asks. Sessions and roles are another module's business; the platform needs a name to bind an Idempotency-Key to, and
 * for the audit trail by what right.
 */
export type Actor = {
  readonly id: string;
  /** Absent: nobody has signed in. */
  readonly account?: unknown;
  readonly roles?: readonly Role[];
  readonly scope?: readonly { readonly reach: { readonly kind: ReachKind } }[];
};

/** A refusal at the door, with whoever was turned away where that is known. */
export type TurnedAway<A extends Actor> = Refusal & { readonly actor?: A };

export type Arrival<R extends Route, A extends Actor> = {
  readonly actor: A;
  readonly input: InputOf<R>;
  /** The version that the sender's change is based on (`If-Match`), without its quotes. */
  readonly ifMatch: string | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/**
 * What a handler gives back. `etag` names the version of the thing; a later change must bring it as `If-Match`. `trail` adds
 * to the line of the audit trail what the request did not name; without it there is a line all the same.
 */
export type Answer<T> = {
  readonly value: T;
  readonly etag?: string;
  readonly trail?: About & { readonly account?: string; readonly masked?: boolean };
};

export type Handler<R extends Route, A extends Actor> = (
  tx: Transaction,
  arrival: Arrival<R, A>,
) => Promise<Outcome<Answer<OutputOf<R>>, RefusalOf<R>>>;

/**
 * As {@link Handler}, with transactions of its own: where a refusal, too, has to stay on record, and where work that takes
 * a while would hold a connection. What is asked is a secret, so that no Idempotency-Key remembers it.
 */
export type LongHandler<R extends Route, A extends Actor> = (
  database: Database,
  arrival: Arrival<R, A>,
) => Promise<Outcome<Answer<OutputOf<R>>, RefusalOf<R>>>;

type Done = Promise<Outcome<Answer<unknown>, Refusal>>;

/** Puts the line of a deed into the audit trail, in the deed's own transaction. */
type RecordLine = (tx: Transaction, answer: Answer<unknown>) => Promise<void>;

/** A route and what it does, with the types of the one checked against the other and then forgotten. */
export type MountedRoute<A extends Actor> = {
  readonly route: Route;
  readonly answer: (database: Database, arrival: Arrival<Route, A>, record: RecordLine) => Done;
  /** Writes the line of the audit trail itself, in the transaction of the deed. */
  readonly records: boolean;
  /** How often one address may ask in a minute, where that is less than everywhere. */
  readonly perMinute?: number;
};

type Work<A extends Actor> = (tx: Transaction, arrival: Arrival<Route, A>) => Done;

/** Joins a route to its handler. The schemas of the route have read the input before `run` sees it. */
export function handle<A extends Actor>(): <const R extends Route>(route: R, run: Handler<R, A>) => MountedRoute<A> {
  return (route, run) => ({
    route,
    answer: inOneTransaction(route, run as Work<A>),
    records: route.method !== "GET",
  });
}

export function handleLong<A extends Actor>(
  perMinute?: number,
): <const R extends Route>(route: R, run: LongHandler<R, A>) => MountedRoute<A> {
  const rate = perMinute === undefined ? {} : { perMinute };
  return (route, run) => ({ route, answer: run as MountedRoute<A>["answer"], records: false, ...rate });
}

function inOneTransaction<A extends Actor>({ method, path }: Route, run: Work<A>): MountedRoute<A>["answer"] {
  return (database, arrival, record) => {
    const { actor, input, request } = arrival;
    if (method === "GET") return database.read((tx) => run(tx, arrival));
    const key = method === "POST" ? headerOf(request, "idempotency-key") : undefined;
    return database.decide<Answer<unknown>, Refusal>(async (tx) => {
      const work = () => run(tx, arrival);
      const repeatable = { actor: actor.id, key: key ?? "", route: `${method} ${path}`, content: input };
      const outcome = await (key === undefined ? work() : once(tx, repeatable, work));
      if (outcome.ok) await record(tx, outcome.value);
      return outcome;
    });
  };
}

export type MountOptions<A extends Actor> = {
  readonly database: Database;
  /** Who is this, and may they? Asked before every handler; there is no way around it. */
  readonly admit: (request: FastifyRequest, route: Route) => Promise<Outcome<A, TurnedAway<A>>>;
  /** Where reads and refusals are recorded; what changes something is recorded in its own transaction. */
  readonly trail: Trail;
};

/** Refusals that say: this is not yours. They stand in the trail whatever the route. */
const turnsAway = (outcome: string): boolean => outcome === "not-permitted" || outcome === "outside-scope";

/** The line of one request, or none: what the route keeps, and whoever was turned away. */
function lineOf<A extends Actor>(
  route: Route,
  request: FastifyRequest,
  actor: A | undefined,
  options: Pick<MountOptions<A>, "trail">,
): (outcome: string, more?: Answer<unknown>["trail"]) => NewAuditEvent | undefined {
  const isKnown = actor?.account !== undefined;
  return (outcome, more) => {
    const kind: AuditKind | undefined =
      route.audit !== "none" ? route.audit : isKnown && turnsAway(outcome) ? "read" : undefined;
    if (kind === undefined) return undefined;
    return {
      kind,
      account: isKnown ? actor.id : undefined,
      roles: actor?.roles ?? [],
      reach: [...new Set((actor?.scope ?? []).map(({ reach }) => reach.kind))],
      action: route.action,
      route: `${route.method} ${route.path}`,
      ...aboutOf(request),
      ...more,
      outcome,
      request: request.id,
      address: options.trail.addressDigest(request.ip),
    };
  };
}

function schemaOf({ input, output, refusals, summary, success = 200, action, method, path }: Route): object {
  const statuses = new Set([...anyRouteRefusals, ...refusals].map((code) => problemStatus[code]));
  const problems = Object.fromEntries([...statuses].map((status) => [status, problemSchema]));
  const answer = isDocumentOutput(output) ? {} : { [success]: output };
  return {
    summary,
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [path.split("/")[1] ?? ""],
    description: `Action: \`${action}\``,
    ...(input.params === undefined ? {} : { params: input.params }),
    ...(input.query === undefined ? {} : { querystring: input.query }),
    ...(input.body === undefined ? {} : { body: input.body }),
    ...(method === "POST" ? { headers: z.object({ "idempotency-key": z.string().min(1).max(200).optional() }) } : {}),
    response: { ...answer, ...problems },
  };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A version without its quotes. A header holds ASCII alone, so that other signs of a version travel as `%E7%BA%A6`. */
function unquoted(version: string | undefined): string | undefined {
  const bare = version?.replace(/^(?:W\/)?"(.*)"$/, "$1");
  try {
    return bare === undefined ? undefined : decodeURI(bare);
  } catch {
    return bare; // a percent sign of the version's own
  }
}

/** RFC 8187: of what encodeURIComponent leaves as it is, these signs have a meaning there. */
const inHeader = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Framed by our own pages alone. Browsers show no PDF in a sandbox: it may be a plug-in of its own address, and nothing else. */
const aroundPdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";
const aroundPicture = "sandbox; default-src 'none'; frame-ancestors 'self'";

function send(route: Route, reply: FastifyReply, answer: Answer<unknown>): FastifyReply {
  if (answer.etag !== undefined) reply.header("etag", `"${encodeURI(answer.etag)}"`);
  reply.code(route.success ?? 200).header("cache-control", "no-store");
  if (!isDocumentOutput(route.output)) return reply.send(answer.value);
  const { name, content, shownAs } = answer.value as Document;
  const bytes = content instanceof Uint8Array ? Buffer.from(content) : Readable.from(content);
  if (shownAs !== undefined)
    return reply
      .type(shownAs)
      .header("content-disposition", `inline; filename*=UTF-8''${inHeader(name)}`)
      .header("content-security-policy", shownAs === "application/pdf" ? aroundPdf : aroundPicture)
      .send(bytes);
  return reply
    .type(route.output.mediaType)
    .header("content-disposition", `attachment; filename*=UTF-8''${inHeader(name)}`)
    .header("content-security-policy", "sandbox; default-src 'none'")
    .send(bytes);
}

function mount<A extends Actor>(app: FastifyInstance, mounted: MountedRoute<A>, options: MountOptions<A>): void {
  const { route, answer, perMinute } = mounted;
  app.route({
    method: route.method,
    url: apiPrefix + route.path.replaceAll(/\{(\w+)\}/g, ":$1"),
    schema: schemaOf(route),
    ...(perMinute === undefined ? {} : { config: { rateLimit: { max: perMinute, timeWindow: "1 minute" } } }),
    handler: async (request, reply) => {
      const { database, trail } = options;
      const admitted = await options.admit(request, route);
      const line = lineOf(route, request, admitted.ok ? admitted.value : admitted.refusal.actor, options);
      const keep = async (outcome: string, more?: Answer<unknown>["trail"]) => {
        const event = line(outcome, more);
        if (event !== undefined) await trail.write(event);
      };
      const refused = async (refusal: Refusal) => {
        await keep(refusal.code);
        return sendRefusal(request, reply, refusal);
      };
      if (!admitted.ok) {
        const { actor, ...refusal } = admitted.refusal;
        // Nobody in particular knocks all day long: of them only attempts to sign in are kept.
        return actor?.account === undefined ? sendRefusal(request, reply, refusal) : refused(refusal);
      }
      const input = { params: request.params, query: request.query, body: request.body } as InputOf<Route>;
      const ifMatch = unquoted(headerOf(request, "if-match"));
      const arrival = { actor: admitted.value, input, ifMatch, request, reply };
      // A deed and its line are one transaction; the line of a read is there before its answer leaves.
      const record: RecordLine = async (tx, { trail: more }) => {
        const event = line("done", more);
        if (event !== undefined) await recordEvent(tx, event);
      };
      try {
        const outcome = await answer(database, arrival, record);
        if (!outcome.ok) return refused(outcome.refusal);
        if (!mounted.records) await keep("done", outcome.value.trail);
        return send(route, reply, outcome.value);
      } catch (error) {
        await keep("internal-error");
        throw error;
      }
    },
  });
}

export function mountRoutes<A extends Actor>(
  app: FastifyInstance,
  routes: readonly MountedRoute<A>[],
  options: MountOptions<A>,
): void {
  for (const each of routes) mount(app, each, options);
}

import type { z } from "zod";
import type { ProblemCode, Refusal } from "./problem.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Fields = z.ZodObject;

/** What a route reads, part by part. A part that is absent is not read, and a request that brings a query field which no schema names is refused by the schema. */
export type RouteInput = {
  readonly params?: Fields;
  readonly query?: Fields;
  readonly body?: z.ZodType;
};

/** A route that answers with a document names its media type instead of a schema. */
export type DocumentOutput = { readonly mediaType: string };

/**
 * What the audit trail tells apart. grant: accounts, roles, second factors. read: of a person's result, or of figures it rests
 * on. export: what leaves as a file. upkeep: what the installation does to the trail itself.
 */
export const auditKinds = ["sign-in", "grant", "read", "export", "change", "upkeep"] as const;
export type AuditKind = (typeof auditKinds)[number];

/** none: no answer of it is worth a line, or the deed writes lines of its own (`stages/access/events.ts`). Whoever has signed in and is turned away stands in the trail all the same. */
export type RouteAudit = "none" | Exclude<AuditKind, "upkeep">;

/**
 * One door, as data. The server mounts it, OpenAPI and the typed client are generated from it, the permission table is
 * asked about its `action`, and the permission test matrix enumerates it.
 */
export type Route = {
  readonly method: Method;
  /** Below `/api/v1`, with parameters in braces: `/units/{unit}/standing`. */
  readonly path: string;
  readonly summary: string;
  /** Row of the action table that decides who may. */
  readonly action: string;
  /** How the audit trail keeps what is done here; the door itself writes it, before the answer leaves. */
  readonly audit: RouteAudit;
  readonly input: RouteInput;
  readonly output: z.ZodType | DocumentOutput;
  /** 200 unless said otherwise. */
  readonly success?: 200 | 201 | 202 | 204;
  /** Refusals of this route's own; those that any route may give (`anyRouteRefusals`) are not repeated. */
  readonly refusals: readonly ProblemCode[];
};

/** Refusals that the doorway itself may give, before a route's own code has run. */
export const anyRouteRefusals = [
  "request-unreadable",
  "not-signed-in",
  "not-permitted",
  "module-off",
  "proof-needed",
  "too-many-requests",
  "too-busy",
  "internal-error",
] as const satisfies readonly ProblemCode[];

/** Keeps the literal types of a route, so that its handler and its client are typed by it. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type Read<S> = S extends z.ZodType ? z.output<S> : Record<never, never>;

export type InputOf<R extends Route> = {
  readonly params: Read<R["input"]["params"]>;
  readonly query: Read<R["input"]["query"]>;
  readonly body: Read<R["input"]["body"]>;
};

export type Document = {
  readonly name: string;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** The media type under which a page of ours shows it in its place, instead of it being taken along. */
  readonly shownAs?: string;
};

export type OutputOf<R extends Route> = R["output"] extends z.ZodType ? z.input<R["output"]> : Document;

export type RefusalOf<R extends Route> = Refusal<R["refusals"][number] | (typeof anyRouteRefusals)[number]>;

export function isDocumentOutput(output: z.ZodType | DocumentOutput): output is DocumentOutput {
  return "mediaType" in output;
}

import { type Problem, type ProblemFinding, type ProblemParams, problemStatus, type Refusal } from "@biaochi/contract";
import { type Language, sayComposed } from "@biaochi/words";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isTooBusy } from "./database.ts";

/** The reader's language, where the request states one; Chinese otherwise. */
export function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "zh-CN";
}

/** Answers with problem details: the only form in which this server says no. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const status = problemStatus[refusal.code];
  const params = refusal.params ?? {};
  const problem: Problem = {
    type: `/problems/${refusal.code}`,
    title: sayComposed(languageOf(request), refusal.code, params),
    status,
    code: refusal.code,
    params,
    instance: request.url.split("?")[0] ?? "/",
    ...(refusal.findings === undefined ? {} : { findings: refusal.findings.map((finding) => ({ ...finding })) }),
  };
  return reply
    .code(status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .serializer(JSON.stringify)
    .send(problem);
}

/** Of a schema's complaint only codes and plain values leave: its prose is English and may quote what was sent. */
function plainParams(issue: object): ProblemParams {
  const hidden = ["code", "path", "message", "input", "instancePath"];
  const kept = Object.entries(issue).filter(
    ([name, value]) => !hidden.includes(name) && ["string", "number", "boolean"].includes(typeof value),
  );
  return Object.fromEntries(kept);
}

const places: Readonly<Record<string, string>> = { querystring: "query", params: "params", body: "body" };

function unreadable(error: FastifyError): Refusal {
  if (!hasZodFastifySchemaValidationErrors(error)) return { code: "request-unreadable" };
  const place = places[error.validationContext ?? ""] ?? "request";
  const findings: readonly ProblemFinding[] = error.validation.map((each) => {
    const issue: unknown = each.params.issue;
    const params = typeof issue === "object" && issue !== null ? plainParams(issue) : plainParams(each.params);
    return { path: `/${place}${each.instancePath}`, code: each.keyword, params };
  });
  return { code: "request-unreadable", findings };
}

const byStatus = {
  400: "request-unreadable",
  403: "not-found", // a folder of the pages; what a person may not do is decided elsewhere
  404: "not-found",
  405: "method-unknown",
  413: "body-too-large",
  415: "media-type-unknown",
  429: "too-many-requests",
} as const satisfies Record<number, Refusal["code"]>;

function isExpected(status: number | undefined): status is keyof typeof byStatus {
  return status !== undefined && status in byStatus;
}

/** The outermost door: what the framework refused gets its code; anything else is a bug, logged and told by number only. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(error)) return sendRefusal(request, reply, unreadable(error));
  if (isExpected(error.statusCode)) return sendRefusal(request, reply, { code: byStatus[error.statusCode] });
  if (isTooBusy(error)) {
    request.log.warn({ reqId: request.id, route: request.routeOptions.url }, "no connection came free");
    return sendRefusal(request, reply, { code: "too-busy" });
  }
  request.log.error(
    { reqId: request.id, route: request.routeOptions.url, reason: error.message, stack: error.stack },
    "request failed",
  );
  return sendRefusal(request, reply, { code: "internal-error", params: { request: request.id } });
}

import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { type FastifyError, type FastifyInstance, LogController } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { writeAnswer } from "./answers.ts";
import { protectContent } from "./content-security.ts";
import { cookiesOf } from "./cookies.ts";
import type { Database } from "./database.ts";
import { guardHost, guardOrigin } from "./front-door.ts";
import { isMigrated } from "./migrations.ts";
import { openApiObject } from "./openapi.ts";
import { servePages } from "./pages.ts";
import { answerError, sendRefusal } from "./problems.ts";
import { readRequest } from "./requests.ts";
import type { Settings } from "./settings.ts";

export type HttpOptions = {
  readonly settings: Settings;
  readonly database: Database;
  readonly version: string;
  /** Mounts the stages' routes; called when everything that protects them is in place. */
  readonly mount: (app: FastifyInstance) => void | Promise<void>;
  readonly pagesFolder?: string;
};

/** The log is an allow-list: method, route pattern, status, duration. No address, no query, no body, no header. */
function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "-";
    const duration = Math.round(reply.elapsedTime);
    const reqId = request.id;
    request.log.info({ reqId, method: request.method, route, status: reply.statusCode, duration }, "answered");
    done();
  });
}

async function isReady(database: Database): Promise<boolean> {
  try {
    return await isMigrated(database);
  } catch {
    return false; // unreachable is the answer to the question, not an error of ours
  }
}

function addHealth(app: FastifyInstance, database: Database): void {
  const unlisted = { schema: { hide: true }, config: { rateLimit: false } };
  app.get("/healthz", unlisted, async () => ({ status: "ok" }));
  app.get("/readyz", unlisted, async (request, reply) =>
    (await isReady(database)) ? { status: "ready" } : sendRefusal(request, reply, { code: "not-ready" }),
  );
  app.get("/openapi.json", unlisted, async () => app.swagger());
}

/** The whole HTTP side, not yet listening. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { settings, database } = options;
  const app = fastify({
    logger: { level: settings.log, base: null },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID().slice(0, 8),
    bodyLimit: 1_048_576,
    forceCloseConnections: "idle",
    trustProxy: settings.proxy === "" ? false : settings.proxy.split(","),
    // How long a name may be is for the schemas to say; the router would answer by itself, and refuse names of ours.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
  });
  app.setValidatorCompiler(readRequest);
  app.setSerializerCompiler(writeAnswer);
  app.setErrorHandler<FastifyError>(answerError);
  app.setChildLoggerFactory((logger) => logger); // the lines name the request themselves: one logger serves them all
  await protectContent(app, settings.origin.startsWith("https:"));
  guardHost(app, settings);
  guardOrigin(app, settings);
  logRequests(app);
  await app.register(rateLimit, { max: settings.requestsPerMinute, timeWindow: "1 minute" });
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Biaochi 标尺", version: options.version, license: { name: "Apache-2.0" } },
    },
    transform: jsonSchemaTransform,
    transformObject: openApiObject,
  });
  await app.register(async (scope) => options.mount(scope));
  addHealth(app, database);
  const cookies = cookiesOf(settings.origin);
  await servePages(app, (request) => cookies.read(request, "session") !== undefined, options.pagesFolder);
  await app.ready();
  return app;
}

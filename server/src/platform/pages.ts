import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { say } from "@biaochi/words";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { nonceOf } from "./content-security.ts";
import { languageOf, sendRefusal } from "./problems.ts";

export const pagesFolder: string = resolve(import.meta.dirname, "../../../web/dist");

/** What web/index.html writes where this request's nonce belongs. */
const placeholder = "__CSP_NONCE__";
/** And where it is told whether somebody may have signed in: only then does the page ask before its code has come. */
const sessionPlaceholder = "__HAS_SESSION__";

/** The one page, read again only when a build has replaced it. */
function makeShell(folder: string): () => string | undefined {
  const path = join(folder, "index.html");
  let text: string | undefined;
  let readAt = 0;
  return () => {
    if (!existsSync(path)) return undefined;
    const { mtimeMs } = statSync(path);
    if (text === undefined || mtimeMs !== readAt) [text, readAt] = [readFileSync(path, "utf8"), mtimeMs];
    return text;
  };
}

function wantsPage(request: FastifyRequest): boolean {
  if (!["GET", "HEAD"].includes(request.method) || request.url.startsWith("/api/")) return false;
  return (request.headers.accept ?? "*/*").includes("text/html") && !/\.\w+$/.test(request.url.split("?")[0] ?? "");
}

/** Files of the build as they are; every other address that a person opens is the page, which reads the address itself. */
export async function servePages(
  app: FastifyInstance,
  hasSession: (request: FastifyRequest) => boolean,
  folder = pagesFolder,
): Promise<void> {
  const shell = makeShell(folder);
  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    const page = shell();
    if (page === undefined)
      return reply
        .code(503)
        .type("text/plain; charset=utf-8")
        .send(`${say(languageOf(request), "pages-missing")}\n`);
    return reply
      .code(200)
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(
        page
          .replaceAll(placeholder, nonceOf(request))
          .replaceAll(sessionPlaceholder, hasSession(request) ? "yes" : "no"),
      );
  };
  if (existsSync(folder))
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      preCompressed: true, // the build puts a brotli twin beside every script and style
      dotfiles: "ignore",
      allowedPath: (path) => path !== "/index.html",
      setHeaders: (reply, path) => {
        // Files under assets/ carry their digest in their name.
        const isHashed = path.startsWith(join(folder, "assets"));
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
        // To be kept and opened from disk: on our own address it would prove nothing against us.
        if (path === join(folder, "verifier.html"))
          reply.header("content-disposition", 'attachment; filename="verifier.html"');
      },
    });
  for (const url of ["/", "/index.html"]) app.get(url, { schema: { hide: true } }, sendPage);
  app.setNotFoundHandler((request, reply) => {
    if (wantsPage(request)) return sendPage(request, reply);
    return sendRefusal(request, reply, { code: "not-found" });
  });
}

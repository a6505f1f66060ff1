import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as securedRequest } from "node:https";
import { isIP } from "node:net";
import { guardedHost, type Resolve } from "./guarded-address.ts";
import { SourceFailure } from "./source.ts";

export type HttpQuestion = {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly inside: readonly string[];
  readonly timeoutSeconds: number;
  /** An answer is cut off where it gets longer. */
  readonly most: number;
  readonly stop?: AbortSignal | undefined;
  readonly resolve?: Resolve;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};

/** Reads an answer as far as it may go; what is longer is given up at that moment, wherever its end is. */
async function readBody(answer: IncomingMessage, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) {
      answer.destroy();
      throw new SourceFailure("answer-too-large", { most });
    }
    pieces.push(piece);
  }
  if (!answer.complete) throw new SourceFailure("answer-broken-off", { size }, true);
  return Buffer.concat(pieces);
}

/** What the system says of a connection that fails: its code, never the request. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : error instanceof Error ? error.name : "error";

/**
 * One request to the very address that was looked at. A redirect is an answer like any other, and is not followed: an address
 * that has moved is a matter for whoever keeps the connection. Nothing is unpacked, so that an answer is as long as it is.
 */
export async function ask(question: HttpQuestion): Promise<HttpAnswer> {
  const { url, method, headers, body, inside, timeoutSeconds, most, stop } = question;
  const limit = AbortSignal.timeout(timeoutSeconds * 1_000);
  const { host, address } = await guardedHost(url.hostname, inside, timeoutSeconds, question.resolve);
  const signal = stop === undefined ? limit : AbortSignal.any([limit, stop]);
  const isSecured = url.protocol === "https:";
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (isSecured ? securedRequest : plainRequest)({
        ...{
          host: address,
          port: url.port === "" ? (isSecured ? 443 : 80) : Number(url.port),
          path: url.pathname + url.search,
        },
        ...{ method, signal, agent: false, headers: { ...headers, host: url.host, "accept-encoding": "identity" } },
        ...(isSecured && isIP(host) === 0 ? { servername: host } : {}),
      });
      request.once("response", resolve);
      request.once("error", reject);
      request.end(body);
    });
    const encoding = answer.headers["content-encoding"] ?? "identity";
    if (encoding !== "identity") {
      answer.destroy();
      throw new SourceFailure("answer-packed", { encoding: encoding.slice(0, 40) });
    }
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await readBody(answer, most) };
  } catch (error) {
    if (error instanceof SourceFailure) throw error;
    if (limit.aborted) throw new SourceFailure("source-slow", { seconds: timeoutSeconds }, true);
    throw new SourceFailure("source-away", { host, reason: reasonOf(error) }, true);
  }
}

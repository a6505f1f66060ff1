import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type HttpOptions, type HttpPlace, httpSource } from "./http.ts";
import { type Page, SourceFailure } from "./source.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A real server that this test alone asks. */
async function serve(answer: Answer): Promise<{ readonly origin: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const json = (response: ServerResponse, content: unknown, status = 200, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(content));
const placeOf = (address: string, more: Partial<HttpPlace> = {}): HttpPlace => ({
  ...{ kind: "http", address, sign: { by: "none" }, paging: { by: "none" }, timeoutSeconds: 20, inside: ["127.0.0.1"] },
  ...more,
});
const window = { since: new Date("2027-03-01T00:00:00Z"), until: new Date("2027-03-02T00:00:00Z") };
const usual: HttpOptions = { secret: undefined, rows: undefined, machineNow: () => new Date(), pauses: [1, 1] };

async function fetched(
  place: HttpPlace,
  options: Partial<HttpOptions> = {},
  position?: Page["next"],
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for await (const page of httpSource(place, { ...usual, ...options })({ window, position })) pages.push(page);
  return pages;
}
async function failure(place: HttpPlace, options: Partial<HttpOptions> = {}) {
  try {
    await fetched(place, options);
    return undefined;
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return { ...error.told, isPassing: error.isPassing };
  }
}
const rawsOf = (pages: readonly Page[]) => pages.flatMap(({ rows }) => rows.map(({ raw }) => raw));

test("pages by mark, with the key in a header and the window in the address; it goes on where it stood", async () => {
  const { origin, asked } = await serve((request, response) => {
    if (request.headers["x-key"] !== "k") return json(response, {}, 401);
    const mark = new URL(request.url ?? "", "http://x").searchParams.get("mark");
    const [items, next] = mark === null ? [[1, 2], "b"] : mark === "b" ? [[3], "c"] : [[4], null];
    return json(response, { data: { items }, next });
  });
  const place = placeOf(`${origin}/a?from={since}&to={until}`, {
    sign: { by: "header", header: "X-Key" },
    paging: { by: "mark", parameter: "mark", next: "next" },
  });
  const pages = await fetched(place, { secret: "k", rows: "data.items" });
  expect(rawsOf(pages)).toEqual([1, 2, 3, 4]);
  expect(pages.map(({ rows }) => rows[0]?.ref)).toEqual(["1:1", "2:1", "3:1"]);
  expect(asked[0]).toBe("/a?from=2027-03-01T00%3A00%3A00.000Z&to=2027-03-02T00%3A00%3A00.000Z");
  expect(rawsOf(await fetched(place, { secret: "k", rows: "data.items" }, pages[0]?.next))).toEqual([3, 4]);
  expect(await failure(place, { secret: "wrong", rows: "data.items" })).toMatchObject({
    code: "source-refuses",
    isPassing: false,
  });
});

test("pages by number until one is empty, and by link within the server", async () => {
  const numbered = await serve((request, response) => {
    const page = Number(new URL(request.url ?? "", "http://x").searchParams.get("p"));
    json(response, page < 3 ? [page] : []);
  });
  const byNumber = placeOf(`${numbered.origin}/`, { paging: { by: "page", parameter: "p", first: 1 } });
  expect(rawsOf(await fetched(byNumber))).toEqual([1, 2]);
  const linked = await serve((request, response) =>
    json(
      response,
      [request.url],
      200,
      request.url === "/1" ? { link: '</2>; rel="next"' } : { link: '<http://127.0.0.2/3>; rel="next"' },
    ),
  );
  const byLink = placeOf(`${linked.origin}/1`, { paging: { by: "link" } });
  expect(await failure(byLink)).toMatchObject({ code: "link-elsewhere" });
  expect(linked.asked).toEqual(["/1", "/2"]);
});

test("a mark that does not move ends the run", async () => {
  const { origin } = await serve((_, response) => json(response, { items: [1], next: "same" }));
  const place = placeOf(origin, { paging: { by: "mark", parameter: "m", next: "next" } });
  expect(await failure(place, { rows: "items" })).toMatchObject({ code: "paging-stands-still" });
});

test("client credentials get a token, and another one when it ends", async () => {
  let given = 0;
  const { origin } = await serve((request, response) => {
    if (request.url === "/token") {
      const isKnown = request.headers.authorization === `Basic ${Buffer.from("me:s%3Acret").toString("base64")}`;
      given += 1;
      if (request.headers.authorization === `Basic ${Buffer.from("me:odd").toString("base64")}`)
        return json(response, { access_token: "two words" });
      return isKnown ? json(response, { access_token: `t${given}` }) : json(response, { error: "invalid_client" }, 401);
    }
    return request.headers.authorization === "Bearer t2" ? json(response, ["in"]) : json(response, {}, 401);
  });
  const place = placeOf(`${origin}/data`, {
    sign: { by: "client-credentials", token: `${origin}/token`, client: "me" },
  });
  expect(rawsOf(await fetched(place, { secret: "s:cret" }))).toEqual(["in"]);
  expect(await failure(place, { secret: "other" })).toMatchObject({ code: "token-refused", params: { status: 401 } });
  expect(await failure(place, { secret: "odd" })).toMatchObject({ code: "token-refused", params: { status: 200 } });
});

test("a server that is busy is asked again, one that is away is told to be so", async () => {
  const { origin, asked } = await serve((_, response, count) =>
    count < 3 ? json(response, {}, count === 1 ? 429 : 503) : json(response, ["late"]),
  );
  expect(rawsOf(await fetched(placeOf(origin)))).toEqual(["late"]);
  expect(asked).toHaveLength(3);
  const down = await serve((_, response) => json(response, {}, 500));
  expect(await failure(placeOf(down.origin))).toMatchObject({ code: "source-answers", isPassing: true });
  expect(await failure(placeOf("http://127.0.0.1:9/"))).toMatchObject({ code: "source-away", isPassing: true });
});

test("an answer without end is cut off, and memory does not grow with it", async () => {
  let sent = 0;
  const block = Buffer.alloc(1 << 20, 0x20);
  const { origin } = await serve((_, response) => {
    response.writeHead(200, { "content-length": String(10 * 2 ** 30) });
    const more = (): void => {
      while (!response.destroyed) {
        sent += block.length;
        if (!response.write(block)) return void response.once("drain", more);
      }
    };
    more();
  });
  const most = 4 * 2 ** 20;
  expect(await failure(placeOf(origin), { mostPerAnswer: most })).toMatchObject({
    code: "answer-too-large",
    params: { most },
    isPassing: false,
  });
  expect(sent).toBeLessThan(64 * 2 ** 20);
});

test("many pages that are too long together are cut off as well", async () => {
  const { origin } = await serve((_, response, count) => json(response, [`${count}`.padEnd(1_000)]));
  const place = placeOf(origin, { paging: { by: "page", parameter: "p", first: 0 } });
  expect(await failure(place, { mostInAll: 10_000 })).toMatchObject({ code: "answers-too-large" });
});

test("what points elsewhere, is packed, broken off, no JSON, no list or slow is refused, each by its name", async () => {
  const { origin, asked } = await serve((request, response) => {
    if (request.url === "/moved") return json(response, {}, 302, { location: "http://169.254.169.254/latest" });
    if (request.url === "/packed") return json(response, [], 200, { "content-encoding": "gzip" });
    if (request.url === "/broken") {
      response.writeHead(200, { "content-length": "100" }).write("[1");
      return void setTimeout(() => response.destroy(), 20);
    }
    if (request.url === "/text") return void response.end("<html>");
    if (request.url === "/object") return json(response, { a: 1 });
    return undefined; // and never answers
  });
  const codes = async (path: string, more: Partial<HttpPlace> = {}) =>
    (await failure(placeOf(origin + path, more), { pauses: [] }))?.code;
  expect(await codes("/moved")).toBe("source-moved");
  expect(asked).toEqual(["/moved"]);
  expect(await codes("/packed")).toBe("answer-packed");
  expect(await codes("/broken")).toMatch(/^(?:answer-broken-off|source-away)$/);
  expect(await codes("/text")).toBe("answer-not-json");
  expect(await codes("/object")).toBe("answer-no-list");
  expect(await codes("/never", { timeoutSeconds: 1 })).toBe("source-slow");
});

test("the address that was looked at is the one that is asked, whatever the name means a moment later", async () => {
  const { origin, asked } = await serve((_, response) => json(response, ["here"]));
  const { port } = new URL(origin);
  const answers = [["127.0.0.1"], ["8.8.8.8"]];
  const place = placeOf(`http://source.example:${port}/`, { inside: ["source.example"] });
  const resolve = async () => answers.shift() ?? [];
  expect(rawsOf(await fetched(place, { resolve }))).toEqual(["here"]);
  expect(answers).toHaveLength(1);
  const closed = placeOf(`http://source.example:${port}/`, { inside: [] });
  expect(await failure(closed, { resolve: async () => ["127.0.0.1"] })).toMatchObject({ code: "address-inside" });
  expect(asked).toHaveLength(1);
});

test("a clock that goes wrong is noted", async () => {
  const { origin } = await serve((_, response) => json(response, [], 200, { date: "Mon, 01 Mar 2027 00:10:00 GMT" }));
  const [page] = await fetched(placeOf(origin), { machineNow: () => new Date("2027-03-01T00:00:00Z") });
  expect(page?.remarks).toEqual([{ code: "clock-skew", params: { seconds: 600 } }]);
});

test("no failure tells a key", async () => {
  const secret = "a-very-secret-key";
  const { origin } = await serve((_, response) => json(response, { secret }, 500));
  const signs: readonly HttpPlace["sign"][] = [
    { by: "header", header: "X-Key" },
    { by: "client-credentials", token: `${origin}/token`, client: "me" },
  ];
  for (const sign of signs) {
    for (const key of [secret, `${secret}\n`]) {
      const told = await failure(placeOf(origin, { sign }), { secret: key });
      expect(told).toBeDefined();
      expect(JSON.stringify(told)).not.toContain(secret);
    }
  }
});

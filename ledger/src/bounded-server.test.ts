// Clients that are slow, silent or too many, at both doors: the log's, and that of witnesses and mirrors.
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type DoorLimits, usualPerAddress } from "./bounded-server-node.ts";
import { openDoor as openLogDoor } from "./log/http-node.ts";
import type { Log } from "./log/log.ts";
import { TestCity } from "./log/test-city.ts";
import { openDoor as openNodeDoor } from "./nodes/requests-node.ts";

vi.setConfig({ testTimeout: 25_000 }); // an hour of patience, or half a minute between two looks, is too long
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const bugs: unknown[] = [];
const hour = 3_600_000;
const generous: DoorLimits = {
  ...{ connections: 100, perAddress: 100, headerBytes: 8192 },
  ...{ headers: hour, request: hour, unread: hour, idle: hour },
};
type Changes = Partial<DoorLimits>;
type Tile = () => Promise<Uint8Array<ArrayBuffer>>;
const noTile: Tile = async () => new Uint8Array();

async function startedLog(): Promise<Log> {
  const city = new TestCity();
  await city.begin();
  const log = await city.opened();
  closing.push(() => log.close());
  return log;
}

async function ofLog(changes: Changes, tile = noTile, log?: Log): Promise<number> {
  const where = { host: "127.0.0.1", port: 0, limits: { ...generous, ...changes } };
  const served = log ?? (await startedLog());
  vi.spyOn(served, "tile").mockImplementation(tile);
  const door = await openLogDoor(served, { ...where, onBug: (error) => bugs.push(error) });
  if (!door.ok) return expect.fail(door.refusal.code);
  closing.push(door.value.close);
  return door.value.port;
}

async function ofNode(changes: Changes, tile = noTile): Promise<number> {
  const door = await openNodeDoor({
    ...{ host: "127.0.0.1", port: 0, requestsPerMinute: 1_000_000, largestBody: 5000 },
    limits: { ...generous, ...changes },
    get: async (path) => ({ status: 200, body: path === "/healthz" ? "" : await tile() }),
    post: (path) => (path === "/entry" ? async () => ({ status: 200, body: "" }) : undefined),
  });
  if (!door.ok) return expect.fail(door.notice.code);
  closing.push(door.value.close);
  return Number(new URL(door.value.url).port);
}

class Client {
  heard = "";
  readonly socket: Socket;
  readonly gone: Promise<void>;
  private onNews = () => {};

  constructor(port: number, localAddress = "127.0.0.1") {
    this.socket = connect({ port, host: "127.0.0.1", localAddress });
    this.socket.on("data", (bytes) => {
      this.heard += bytes;
      this.onNews();
    });
    this.socket.on("error", () => {}); // whoever is cut off hears a reset now and then; `close` follows
    this.gone = new Promise((gone) => this.socket.once("close", () => gone()));
    closing.push(() => this.socket.destroy());
  }

  say(text: string): this {
    this.socket.write(text);
    return this;
  }

  /** One byte after the other, never in time with anything, until nobody listens any more. */
  drip(text: string): this {
    const bytes = [...text, ..."x".repeat(10_000)];
    const timer = setInterval(() => this.socket.write(bytes.shift() ?? "x"), 7);
    this.socket.once("close", () => clearInterval(timer));
    return this;
  }

  /** What came for one more request; nothing where the door hung up. */
  async ask(path = "/healthz"): Promise<string> {
    const before = this.heard.length;
    this.say(`GET ${path} HTTP/1.1\r\nhost: here\r\n\r\n`);
    const said = new Promise<void>((news) => {
      this.onNews = news;
    });
    await Promise.race([said, this.gone]);
    return this.heard.slice(before).split("\r\n")[0] ?? "";
  }
}

const served = "HTTP/1.1 200 OK";
const largerThanAnyBuffer = 64 * 2 ** 20;
const isServed = async (port: number) => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200;
const headers = "POST /entry HTTP/1.1\r\nhost: here\r\ncontent-length: 4000\r\n\r\n";

describe.each([
  ["the log", ofLog],
  ["a node", ofNode],
])("the door of %s", (_, open) => {
  test.each<[string, (client: Client) => unknown]>([
    ["says nothing", () => {}],
    ["falls silent within the headers", (client) => client.say(headers.slice(0, 30))],
    ["sends its headers drop by drop", (client) => client.drip("GET /healthz HTTP/1.1\r\nx-long: ")],
  ])("lets go whoever %s", async (_name, act) => {
    const port = await open({ headers: 300 });
    const client = new Client(port);
    act(client);
    await client.gone;
    expect(client.heard).not.toContain(served);
  });

  test.each<[string, (client: Client) => unknown]>([
    ["falls silent within the body", (client) => client.say(`${headers}half`)],
    ["sends the body drop by drop", (client) => client.say(headers).drip("")],
  ])("lets go whoever %s, and calls it no fault of its own", async (_name, act) => {
    const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const port = await open({ headers: 300, request: 300 });
    const client = new Client(port);
    act(client);
    await client.gone;
    await open({}).then(isServed); // whatever was to be told is told by now
    expect(client.heard).not.toContain(served);
    expect([...errors.mock.calls, ...bugs.splice(0)]).toEqual([]);
    errors.mockRestore();
  });

  test("lets go whoever asks nothing more", async () => {
    const client = new Client(await open({ idle: 20 }));
    expect(await client.ask()).toBe(served);
    await client.gone;
  });

  test("hangs up on one connection too many, and goes on answering those that are there", async () => {
    const port = await open({ connections: 2 });
    const [one, other] = [new Client(port), new Client(port)];
    for (const each of [one, other]) expect(await each.ask()).toBe(served);
    const tooMany = new Client(port);
    expect(await tooMany.ask()).toBe("");
    for (const each of [one, other]) expect(await each.ask()).toBe(served);
    one.socket.destroy();
    while ((await new Client(port).ask()) === "");
  });

  test("lets go whoever does not read the answer", async () => {
    const port = await open({ connections: 1, unread: 300 }, async () => new Uint8Array(largerThanAnyBuffer));
    const client = new Client(port);
    client.socket.pause();
    client.say("GET /tile/0/000 HTTP/1.1\r\nhost: here\r\n\r\n");
    await new Promise((sent) => client.socket.once("connect", sent));
    while ((await new Client(port).ask()) === "");
  });

  test("takes longer over an answer than anybody may take to read it, and gives it", async () => {
    const late: Tile = () => new Promise((made) => setTimeout(made, 300, new Uint8Array(1)));
    expect(await new Client(await open({ unread: 20 }, late)).ask("/tile/0/000")).toBe(served);
  });

  // Another address of this machine to come from: not everywhere is there one.
  test.skipIf(process.platform === "darwin")(
    "leaves room for other addresses than the one that took its share",
    async () => {
      const port = await open({ perAddress: 2 });
      const [one, other] = [new Client(port), new Client(port)];
      for (const each of [one, other]) expect(await each.ask()).toBe(served);
      expect(await new Client(port).ask()).toBe("");
      expect(await new Client(port, "127.0.0.2").ask()).toBe(served);
      for (const each of [one, other]) expect(await each.ask()).toBe(served);
      one.socket.destroy();
      while ((await new Client(port).ask()) === "");
    },
  );
});

test("a fault of the log's own, after everything was read, is told and not taken for a client that went", async () => {
  const log = await startedLog();
  vi.spyOn(log, "submit").mockRejectedValue(new Error("a bug"));
  const port = await ofLog({}, noTile, log);
  await expect(fetch(`http://127.0.0.1:${port}/entry`, { method: "POST", body: "{}" })).rejects.toThrow();
  expect(bugs.splice(0)).toEqual([new Error("a bug")]);
});

test("a door that only this machine reaches has a reverse proxy before it, from which all come; any other keeps room", () => {
  for (const host of ["127.0.0.1", "127.1.2.3", "localhost", "::1"]) expect(usualPerAddress(host, 256), host).toBe(256);
  for (const host of ["0.0.0.0", "::", "192.0.2.7", "log.example.org"])
    expect(usualPerAddress(host, 256), host).toBe(64);
});

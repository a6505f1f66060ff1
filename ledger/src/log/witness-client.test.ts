import { createServer, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { noteSigner } from "../note-key.ts";
import { rootOf } from "../tree.ts";
import { TestWitness } from "./test-witness.ts";
import { type Ask, askByHttp, WitnessClient } from "./witness-client.ts";

async function serve(answer: (path: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => answer(request.url ?? "", response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

test("an answer that is too long, leads elsewhere, breaks off or never comes is no answer", async () => {
  const url = await serve((path, response) => {
    if (path === "/long") response.end("x".repeat(70_000));
    else if (path === "/elsewhere") response.writeHead(302, { location: "/fine" }).end();
    else if (path === "/broken") response.socket?.destroy();
    else if (path === "/fine") response.writeHead(409, { "content-type": "text/x.tlog.size" }).end("7\n");
  });
  const ask = askByHttp(2000);
  expect(await ask(`${url}/fine`, utf8("x"))).toEqual({ status: 409, contentType: "text/x.tlog.size", body: "7\n" });
  for (const path of ["long", "elsewhere", "broken", "never"])
    expect(await ask(`${url}/${path}`, utf8("x")), path).toBeUndefined();
  expect(await ask("http://127.0.0.1:1/", utf8("x"))).toBeUndefined();
});

const log = noteSigner("example.org/log/2026", "ed25519", new Uint8Array(32).fill(1));
const checkpoint = { origin: log.key.name, size: 2n, root: rootOf([utf8("a"), utf8("b")]) };
const target = { checkpoint, note: signCheckpoint(checkpoint, log), held: 2n, consistency: async () => [] };

function clientOf(witness: TestWitness, ask: Ask): WitnessClient {
  return new WitnessClient({ name: witness.name, key: witness.signer.key, url: "http://w.example" }, ask);
}

test("only the line of its own key is taken, and none where that does not verify", async () => {
  const [right, other] = [new TestWitness("right", 40, log), new TestWitness("other", 41, log)];
  const both = clientOf(right, async (_, body) => {
    const [a, b] = [right.answer(body), other.answer(body)];
    return a && b && { ...a, body: a.body + b.body };
  });
  expect((await both.cosign(target, Date.now()))?.name).toBe(right.signer.key.name);
  const foreign = clientOf(right, async (_, body) => new TestWitness("other", 41, log).answer(body));
  expect(await foreign.cosign(target, Date.now())).toBeUndefined();
  expect(foreign.report().problem?.code).toBe("note-unsigned");
  const spoilt = clientOf(right, async (_, body) => {
    const answer = new TestWitness("right", 40, log).answer(body);
    return (
      answer && {
        ...answer,
        body: answer.body.replace(/(.{20})(.)(.{8}\n)$/, (_all, a, b, c) => `${a}${b === "A" ? "B" : "A"}${c}`),
      }
    );
  });
  expect(await spoilt.cosign(target, Date.now())).toBeUndefined();
  expect(spoilt.report().problem?.code).toBe("note-signature-wrong");
});

test("after a failure it is left alone for a while that doubles, up to half a minute; the same checkpoint is asked for once", async () => {
  const witness = new TestWitness("right", 40, log);
  witness.isAway = true;
  const client = clientOf(witness, async (_, body) => witness.answer(body));
  const pauses: number[] = [];
  let now = Date.now();
  for (let failure = 0; failure < 9; failure += 1) {
    await client.cosign(target, now);
    let pause = 0;
    while (!client.isReady(now + pause)) pause += 250;
    pauses.push(pause);
    now += pause;
  }
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  witness.isAway = false;
  expect(await client.cosign(target, now)).toBeDefined();
  expect(client.isReady(now)).toBe(true);
  const { asked } = witness;
  expect(await client.cosign(target, now)).toBeDefined();
  expect(witness.asked).toBe(asked);
});

// Witnesses for tests: the decision of the core behind a real port, or behind nothing at all.
import { createServer } from "node:http";
import { type Bytes, utf8 } from "../bytes.ts";
import { formatVkey, type NoteSigner, noteSigner } from "../note-key.ts";
import { parseTrustPolicy, type TrustPolicy } from "../trust-policy.ts";
import { answerTo, decideAddCheckpoint, type LastCosigned, type WitnessAnswer } from "../witness.ts";
import type { Ask } from "./witness-client.ts";

export class TestWitness {
  readonly name: string;
  readonly signer: NoteSigner;
  readonly log: NoteSigner;
  last: LastCosigned | undefined;
  isAway = false;
  /** In seconds; otherwise the true time. */
  clock: bigint | undefined;
  asked = 0;

  constructor(name: string, seed: number, log: NoteSigner) {
    this.name = name;
    this.signer = noteSigner(`w.example.org/${name}`, "cosignature", new Uint8Array(32).fill(seed));
    this.log = log;
  }

  answer(body: Bytes): WitnessAnswer | undefined {
    this.asked += 1;
    if (this.isAway) return undefined;
    const view = {
      keysOf: (origin: string) => (origin === this.log.key.name ? [this.log.key] : []),
      lastOf: () => this.last,
    };
    const decision = decideAddCheckpoint(body, view);
    if (decision.status === 200) this.last = decision.next;
    return answerTo(decision, [this.signer], this.clock ?? BigInt(Math.floor(Date.now() / 1000)));
  }
}

export const witnessNames = ["org", "discipline", "unit", "third"] as const;

export class TestWitnesses {
  readonly all: readonly TestWitness[];

  constructor(log: NoteSigner) {
    this.all = witnessNames.map((name, at) => new TestWitness(name, 20 + at, log));
  }

  get policyText(): string {
    return this.policyWith((name) => `http://${name}.example`);
  }

  policyWith(urlOf: (name: string) => string, k = 3): string {
    const log = this.all[0]?.log.key;
    return [
      `log ${log === undefined ? "" : formatVkey(log)}`,
      ...this.all.map(({ name, signer }) => `witness ${name} ${formatVkey(signer.key)} ${urlOf(name)}`),
      `group q ${k} ${this.all.map(({ name }) => name).join(" ")}`,
      "quorum q\n",
    ].join("\n");
  }

  get policy(): TrustPolicy {
    const read = parseTrustPolicy(utf8(this.policyText));
    if (!read.ok) throw new Error(JSON.stringify(read.refusal));
    return read.value;
  }

  named(name: (typeof witnessNames)[number]): TestWitness {
    const found = this.all.find((each) => each.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  }

  away(...names: readonly (typeof witnessNames)[number][]): void {
    for (const each of this.all) each.isAway = names.some((name) => name === each.name);
  }

  readonly ask: Ask = async (url, body) => {
    const { hostname, pathname } = new URL(url);
    if (pathname !== "/add-checkpoint") throw new Error(url);
    return this.all.find(({ name }) => hostname === `${name}.example`)?.answer(body);
  };
}

/** A witness behind a port of this machine. */
export async function listenAs(witness: TestWitness): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer =
      request.url === "/add-checkpoint" ? witness.answer(new Uint8Array(Buffer.concat(chunks))) : undefined;
    if (answer === undefined) response.destroy();
    else response.writeHead(answer.status, { "content-type": answer.contentType ?? "text/plain" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

import { createServer } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** One message as the server got it. */
export type Received = {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly isSecure: boolean;
  readonly user: string | undefined;
};

export type TestMailServer = {
  readonly port: number;
  readonly received: Received[];
  stop(): Promise<void>;
};

/** What the server does beside taking everything. */
export type Behaviour = SMTPServerOptions & { readonly onMessage?: (received: Received) => Error | undefined };

const answering = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
export const greylisted = answering(451, "4.7.1 greylisted, come back later");
export const unknownThere = answering(550, "5.1.1 no such mailbox");

export async function freeMailPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const found = server.address();
  await new Promise((done) => server.close(done));
  return typeof found === "object" && found !== null ? found.port : 0;
}

/** A mail server on this machine, gone when the running test ends. */
export async function mailServerForThisTest(behaviour: Behaviour = {}): Promise<TestMailServer> {
  const server = await mailServerForThisFile(behaviour);
  onTestFinished(server.stop);
  return server;
}

/** As above, for a whole file, which stops it. */
export async function mailServerForThisFile(behaviour: Behaviour = {}): Promise<TestMailServer> {
  const { onMessage, ...options } = behaviour;
  const received: Received[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false, disableReverseLookup: true },
    ...options,
    onData(stream, { envelope, secure, user }, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const raw = Buffer.concat(parts).toString("utf8");
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const message = { from, to: envelope.rcptTo.map(({ address }) => address), raw, isSecure: secure, user };
        const refusal = onMessage?.(message);
        if (refusal === undefined) received.push(message);
        done(refusal);
      });
    },
  });
  server.on("error", () => undefined); // a client that goes away in the middle
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const at = server.server.address();
  const stop = () => new Promise<void>((closed) => server.close(() => closed()));
  return { port: typeof at === "object" && at !== null ? at.port : 0, received, stop };
}

/** Encoded words (RFC 2047) of one kind that follow each other are one run of bytes: a sign may be cut in two between them. */
const encodedWords = /(?:=\?utf-8\?([bq])\?[^?]*\?=)(?:=\?utf-8\?\1\?[^?]*\?=)*/gi;

function decoded(words: string): string {
  const parts = [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, kind = "", text = ""]) =>
    kind.toLowerCase() === "b" ? Buffer.from(text, "base64") : bytesOf(text.replaceAll("_", " ")),
  );
  return Buffer.concat(parts).toString("utf8");
}

const bytesOf = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

/** The words of a header, decoded, with the folding taken out. */
export function headerOf({ raw }: Pick<Received, "raw">, name: string): string {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replaceAll(/\r\n[ \t]+/g, " ");
  const line = head.split("\r\n").find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? "";
  const text = line.slice(name.length + 1).trim();
  return text.replaceAll(/\?=\s+=\?/g, "?==?").replaceAll(encodedWords, decoded);
}

/** The text of a message, whatever its transfer encoding, with the line ends of this machine. */
export function bodyOf(message: Pick<Received, "raw">): string {
  const text = message.raw.slice(message.raw.indexOf("\r\n\r\n") + 4);
  const encoding = headerOf(message, "Content-Transfer-Encoding");
  const bytes = encoding === "base64" ? Buffer.from(text, "base64") : bytesOf(text.replaceAll("=\r\n", ""));
  return (encoding === "7bit" ? text : bytes.toString("utf8")).replaceAll("\r\n", "\n");
}

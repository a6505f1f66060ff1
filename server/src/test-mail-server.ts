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
export async function mailServerForThisTest(behaviour: Behaviour = {}, onPort = 0): Promise<TestMailServer> {
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
  await new Promise<void>((ready) => server.listen(onPort, "127.0.0.1", ready));
  const at = server.server.address();
  const stop = () => new Promise<void>((closed) => server.close(() => closed()));
  onTestFinished(stop);
  return { port: typeof at === "object" && at !== null ? at.port : 0, received, stop };
}

/** The words of a header, decoded (RFC 2047), with the folding taken out. */
export function headerOf({ raw }: Pick<Received, "raw">, name: string): string {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replaceAll(/\r\n[ \t]+/g, " ");
  const line = head.split("\r\n").find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? "";
  return line
    .slice(name.length + 1)
    .trim()
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b" ? `\u0001${text}\u0002` : `\u0003${text}\u0002`,
    )
    .replaceAll(/(?:\u0001[^\u0002]*\u0002)+/g, (all) =>
      Buffer.concat(
        [...all.matchAll(/\u0001([^\u0002]*)\u0002/g)].map(([, part = ""]) => Buffer.from(part, "base64")),
      ).toString("utf8"),
    )
    .replaceAll(/(?:\u0003[^\u0002]*\u0002)+/g, (all) =>
      unquoted(all.replaceAll(/[\u0003\u0002]/g, "").replaceAll("_", " ")),
    );
}

const unquoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

/** The text of a message, whatever its transfer encoding. */
export function bodyOf(message: Pick<Received, "raw">): string {
  const text = message.raw.slice(message.raw.indexOf("\r\n\r\n") + 4);
  const encoding = headerOf(message, "Content-Transfer-Encoding");
  if (encoding === "base64") return Buffer.from(text, "base64").toString("utf8");
  return encoding === "quoted-printable" ? unquoted(text.replaceAll("=\r\n", "")) : text;
}

import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import MailComposer from "nodemailer/lib/mail-composer";
import SmtpConnection from "nodemailer/lib/smtp-connection";
import { isLoopback, type Settings } from "../settings.ts";
import type { Delivery, Notice, NoticePort } from "./port.ts";

export type SmtpSettings = Pick<
  Settings,
  | "mailHost"
  | "mailPort"
  | "mailSecurity"
  | "mailCertificates"
  | "mailUser"
  | "mailPasswordFile"
  | "mailFrom"
  | "mailFromName"
>;

type Failure = {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly message: string;
};

/** Nobody waits longer than this for a word of the server. */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, dnsTimeout: 15_000 };

/** What a server said, short enough to be kept, and on one line. */
const short = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 300);

/** The bytes of a message, told when somebody begins to read them: from then on it may have arrived. */
class Outgoing extends Readable {
  hasBegun = false;
  readonly #bytes: Buffer;
  constructor(bytes: Buffer) {
    super();
    this.#bytes = bytes;
  }
  override _read(): void {
    this.hasBegun = true;
    this.push(this.#bytes);
    this.push(null);
  }
}

/** The composer folds and encodes: no name and no subject begins a header of its own, which a test holds. */
async function compose(notice: Notice, from: { name: string; address: string }): Promise<Buffer> {
  const { id, to, subject, text } = notice;
  const composer = new MailComposer({
    ...{ from, to, subject, text },
    messageId: `<${id}@${from.address.split("@")[1]}>`,
    // No answer by a machine: an absence note would answer every digest.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Before the message was on its way nothing is lost by trying again; a refusal by its number is the server's own word. */
function deliveryOf(failure: Failure, hasBegun: boolean): Delivery {
  const { code = "", command = "", responseCode, message } = failure;
  const said = short(failure.response ?? message);
  const isAnswer = responseCode !== undefined && responseCode >= 400 && responseCode < 600;
  const isAboutMessage =
    ["MAIL FROM", "RCPT TO", "DATA"].includes(command) || code === "EENVELOPE" || code === "EMESSAGE";
  if (isAnswer && isAboutMessage) {
    const isForGood = responseCode >= 500 && responseCode !== 503;
    return { outcome: isForGood ? "refused" : "later", said };
  }
  if (hasBegun) return { outcome: "unknown", said };
  return isAboutMessage && code === "EENVELOPE" ? { outcome: "refused", said } : { outcome: "away", said };
}

/** The password, as it stands in the file at this moment: whoever changes it restarts nothing. */
function credentials({
  mailUser: user,
  mailPasswordFile: path,
}: SmtpSettings): { user: string; pass: string } | undefined {
  return user === "" ? undefined : { user, pass: path === "" ? "" : readFileSync(path, "utf8").replace(/\r?\n$/, "") };
}

function connectionOf(settings: SmtpSettings): SmtpConnection {
  const { mailHost: host, mailPort: port, mailSecurity: security, mailCertificates: path } = settings;
  const ca = path === "" ? undefined : [...rootCertificates, readFileSync(path, "utf8")];
  return new SmtpConnection({
    ...{ host, port, ...patience, secure: security === "tls", requireTLS: security === "starttls" },
    ignoreTLS: security === "none",
    tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
  });
}

/** Sends by SMTP, one connection for each notice: a digest is a few hundred bytes, and a day has one per person. */
export function openSmtp(settings: SmtpSettings): NoticePort {
  const { mailHost, mailSecurity, mailUser, mailFrom, mailFromName } = settings;
  const from = { name: mailFromName, address: mailFrom };
  const open = new Set<SmtpConnection>();

  async function attempt(notice: Notice): Promise<Delivery> {
    if (mailFrom === "") return { outcome: "away", said: "BIAOCHI_MAIL_FROM" };
    if (mailSecurity === "none" && mailUser !== "" && !isLoopback(mailHost))
      return { outcome: "away", said: "BIAOCHI_MAIL_SECURITY=none, BIAOCHI_MAIL_USER" };
    const auth = credentials(settings);
    const connection = connectionOf(settings);
    const message = new Outgoing(await compose(notice, from));
    open.add(connection);
    try {
      return await new Promise<Delivery>((resolve) => {
        const fail = (failure: Failure) => resolve(deliveryOf(failure, message.hasBegun));
        connection.on("error", fail);
        connection.on("end", () => fail({ message: "the server ended the connection" }));
        const send = () =>
          connection.send({ from: from.address, to: notice.to.address }, message, (failure, sent) =>
            failure ? fail(failure) : resolve({ outcome: "accepted", said: short(sent?.response ?? "") }),
          );
        connection.connect((failure) => {
          if (failure) fail(failure);
          else if (auth === undefined) send();
          else connection.login(auth, (refused) => (refused ? fail(refused) : send()));
        });
      });
    } finally {
      open.delete(connection);
      connection.close();
    }
  }

  return {
    async deliver(notice) {
      try {
        return await attempt(notice);
      } catch (error) {
        return { outcome: "away", said: short(error instanceof Error ? error.message : String(error)) };
      }
    },
    close() {
      for (const connection of open) connection.close();
    },
  };
}

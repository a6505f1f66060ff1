import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import {
  bodyOf,
  freeMailPort,
  greylisted,
  headerOf,
  mailServerForThisTest,
  unknownThere,
} from "../../tools/mail-server.ts";
import type { Notice } from "./platform/mail/port.ts";
import { openSmtp } from "./platform/mail/smtp.ts";
import { readSettings } from "./platform/settings.ts";
import { testFolder } from "./platform/test-folder.ts";
import { testCertificate, testKey } from "./test-certificate.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "biaochi-mail-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function smtpOn(port: number, env: NodeJS.ProcessEnv = {}) {
  const read = readSettings({
    env: {
      ...{
        BIAOCHI_DATA: testFolder,
        BIAOCHI_MAIL: "on",
        BIAOCHI_MAIL_HOST: "localhost",
        BIAOCHI_MAIL_PORT: String(port),
      },
      ...{ BIAOCHI_MAIL_SECURITY: "none", BIAOCHI_MAIL_FROM: "kaohe@city.example", BIAOCHI_MAIL_FROM_NAME: "市考核办" },
      ...env,
    },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return openSmtp(read.value.settings);
}

const notice: Notice = {
  ...{ id: "digest.1.2026-03-05", to: { name: "王联络", address: "wang@city.example" } },
  ...{ subject: "考核待办：3 项", text: "· 核对初步结果：3 项\n" },
};

it("hands a message to the server as it is meant, and says that a machine wrote it", async () => {
  const server = await mailServerForThisTest();
  expect((await smtpOn(server.port).deliver(notice)).outcome).toBe("accepted");
  const [message] = server.received;
  if (!message) throw new Error("nothing arrived");
  expect([message.from, message.to]).toEqual(["kaohe@city.example", ["wang@city.example"]]);
  expect(headerOf(message, "Subject")).toBe("考核待办：3 项");
  expect(headerOf(message, "From")).toBe("市考核办 <kaohe@city.example>");
  expect(headerOf(message, "To")).toBe("王联络 <wang@city.example>");
  expect(headerOf(message, "Message-ID")).toBe("<digest.1.2026-03-05@city.example>");
  expect(headerOf(message, "Auto-Submitted")).toBe("auto-generated");
  expect(bodyOf(message)).toBe("· 核对初步结果：3 项\n");
});

it.each([
  ["starttls", { disabledCommands: [] }],
  ["tls", { secure: true, disabledCommands: [] }],
] as const)(
  "speaks %s, signs in with the password of the file, and trusts the certificate it was given",
  async (security, how) => {
    const place = folder();
    writeFileSync(join(place, "password"), "s3cret 密码\n");
    writeFileSync(join(place, "ca.pem"), testCertificate);
    const server = await mailServerForThisTest({
      ...how,
      ...{ key: testKey, cert: testCertificate, authOptional: false, disabledCommands: [] },
      onAuth: ({ username, password }, _, done) =>
        username === "biaochi" && password === "s3cret 密码" ? done(null, { user: username }) : done(new Error("no")),
    });
    const env = {
      ...{
        BIAOCHI_MAIL_SECURITY: security,
        BIAOCHI_MAIL_USER: "biaochi",
        BIAOCHI_MAIL_PASSWORD_FILE: join(place, "password"),
      },
      BIAOCHI_MAIL_CERTIFICATES: join(place, "ca.pem"),
    };
    expect(await smtpOn(server.port, env).deliver(notice)).toMatchObject({ outcome: "accepted" });
    expect(server.received).toMatchObject([{ isSecure: true, user: "biaochi" }]);
    writeFileSync(join(place, "password"), "another");
    expect(await smtpOn(server.port, env).deliver(notice)).toMatchObject({ outcome: "away" });
    const { BIAOCHI_MAIL_CERTIFICATES: _, ...untrusting } = env;
    writeFileSync(join(place, "password"), "s3cret 密码");
    expect(await smtpOn(server.port, untrusting).deliver(notice)).toMatchObject({ outcome: "away" });
    expect(server.received).toHaveLength(1);
  },
);

it("says nothing to a server that does not encrypt where it must", async () => {
  const server = await mailServerForThisTest({ disabledCommands: ["STARTTLS"] });
  expect(await smtpOn(server.port, { BIAOCHI_MAIL_SECURITY: "starttls" }).deliver(notice)).toMatchObject({
    outcome: "away",
  });
  expect(server.received).toEqual([]);
});

it("gives no password to another machine in the clear", async () => {
  const place = folder();
  writeFileSync(join(place, "password"), "secret");
  const env = {
    BIAOCHI_MAIL_HOST: "mail.city.example",
    BIAOCHI_MAIL_USER: "biaochi",
    BIAOCHI_MAIL_PASSWORD_FILE: join(place, "password"),
  };
  expect(await smtpOn(25, env).deliver(notice)).toEqual({
    outcome: "away",
    said: "BIAOCHI_MAIL_SECURITY=none, BIAOCHI_MAIL_USER",
  });
});

it("tells apart a mailbox that is not there, one that asks to come back, and a server that is down", async () => {
  const refusing = await mailServerForThisTest({ onRcptTo: (_, __, done) => done(unknownThere) });
  expect(await smtpOn(refusing.port).deliver(notice)).toMatchObject({
    outcome: "refused",
    said: expect.stringContaining("5.1.1"),
  });
  const grey = await mailServerForThisTest({ onRcptTo: (_, __, done) => done(greylisted) });
  expect(await smtpOn(grey.port).deliver(notice)).toMatchObject({ outcome: "later" });
  const full = await mailServerForThisTest({ onMessage: () => greylisted });
  expect(await smtpOn(full.port).deliver(notice)).toMatchObject({ outcome: "later" });
  expect(await smtpOn(await freeMailPort()).deliver(notice)).toMatchObject({ outcome: "away" });
});

it("does not know what became of a message when the line breaks after it was sent", async () => {
  const says = ["220 here", "250 hello", "250 sender", "250 recipient", "354 go on"];
  const broken = createServer((socket) => {
    socket.on("error", () => undefined);
    let at = 0;
    socket.write(`${says[at]}\r\n`);
    socket.on("data", () => {
      at += 1;
      if (at < says.length) socket.write(`${says[at]}\r\n`);
      else socket.destroy();
    });
  });
  await new Promise<void>((ready) => broken.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void broken.close());
  const at = broken.address();
  const port = typeof at === "object" && at !== null ? at.port : 0;
  expect(await smtpOn(port).deliver(notice)).toMatchObject({ outcome: "unknown" });
});

it("lets no name and no subject begin a header of its own", async () => {
  const server = await mailServerForThisTest();
  const evil = "王\r\nBcc: thief@evil.example\r\n\r\nbody";
  const sent = { ...notice, to: { ...notice.to, name: evil }, subject: `待办\r\nX-Injected: yes ${"\u2028"}` };
  const smtp = smtpOn(server.port, { BIAOCHI_MAIL_FROM_NAME: "考核办\nReply-To: thief@evil.example" });
  expect(await smtp.deliver(sent)).toMatchObject({ outcome: "accepted" });
  const [message] = server.received;
  if (!message) throw new Error("nothing arrived");
  expect(message.to).toEqual(["wang@city.example"]);
  for (const name of ["Bcc", "X-Injected", "Reply-To"]) expect(headerOf(message, name), name).toBe("");
  expect(headerOf(message, "To")).toContain("Bcc: thief@evil.example"); // it stands in the name, and is nothing else
});

it("folds a very long Chinese subject into lines that every server takes, and loses none of it", async () => {
  const server = await mailServerForThisTest();
  const subject = "考核待办".repeat(100);
  expect(await smtpOn(server.port).deliver({ ...notice, subject })).toMatchObject({ outcome: "accepted" });
  const [message] = server.received;
  if (!message) throw new Error("nothing arrived");
  expect(headerOf(message, "Subject")).toBe(subject);
  expect(Math.max(...message.raw.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(78);
  const head = message.raw.slice(0, message.raw.indexOf("\r\n\r\n"));
  expect(Buffer.byteLength(head)).toBe(head.length); // no sign that takes more than a byte
});

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { freeMailPort, mailServerForThisTest } from "../../tools/mail-server.ts";
import { databaseForThisTest } from "./platform/test-database.ts";

const cli = resolve(import.meta.dirname, "cli.ts");

it("mail: test says what the server said, status how it stands, address queues the link", {
  timeout: 240_000,
}, async () => {
  const db = await databaseForThisTest();
  const folder = mkdtempSync(join(tmpdir(), "biaochi-mail-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const server = await mailServerForThisTest();
  const biaochi = async (args: readonly string[], port = server.port) => {
    const child = spawn(process.execPath, [cli, "mail", ...args], {
      env: {
        ...{
          ...process.env,
          DATABASE_URL: db.url,
          BIAOCHI_DATA: folder,
          BIAOCHI_LANG: "en",
          BIAOCHI_MODE: "production",
        },
        ...{ BIAOCHI_MAIL: "on", BIAOCHI_MAIL_HOST: "127.0.0.1", BIAOCHI_MAIL_PORT: String(port) },
        ...{ BIAOCHI_MAIL_SECURITY: "none", BIAOCHI_MAIL_FROM: "kaohe@city.example" },
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        said += text;
      });
    const code = await new Promise<number | null>((ended) => child.once("close", ended));
    return { code, said };
  };
  expect(await biaochi(["test", "someone@city.example"])).toMatchObject({
    code: 0,
    said: expect.stringContaining("took it"),
  });
  expect(server.received.map(({ to }) => to)).toEqual([["someone@city.example"]]);
  const away = await biaochi(["test", "someone@city.example"], await freeMailPort());
  expect([away.code, away.said]).toEqual([3, expect.stringContaining("ECONNREFUSED")]);
  expect((await biaochi(["test", "a@b.example,c@d.example"])).code).toBe(2);
  expect((await biaochi(["address", "nobody", "x@city.example"])).code).toBe(3);
  await db.database.withConnection((client) =>
    client.query(`insert into account (id, name, is_demo) values ('one', '{"zh-CN":"甲","en":"A"}', false)`),
  );
  expect((await biaochi(["address", "one", "x@city.example"])).code).toBe(0);
  const status = await biaochi(["status"]);
  expect(status.said).toMatch(/Mail: on; .* 1 waiting; .*ECONNREFUSED/);
  const lines = await db.database.withConnection((client) =>
    client.query("select action, outcome, thing from audit_event where account = 'command-line' order by event"),
  );
  expect(lines.rows).toEqual([
    { action: "send-mail", outcome: "done", thing: "kind:test" },
    { action: "send-mail", outcome: "away", thing: "kind:test" },
    { action: "keep-accounts", outcome: "done", thing: "account:one" },
  ]);
});

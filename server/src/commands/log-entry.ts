// Entries that people make: composed as a sheet, approved and signed by one hand after the other, handed to the log.
import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import {
  approveSheet,
  type Begin,
  base64,
  beginSheet,
  checkSheet,
  expires,
  finishSheet,
  formatSheet,
  isKeyDocument,
  kidOf,
  noteSigner,
  type Outcome,
  ok,
  openingSheet,
  parseSheet,
  refTo,
  refuse,
  type Sheet,
  signSheet,
  statementOf,
  textOf,
} from "@biaochi/ledger";
import { entryAt } from "@biaochi/ledger/log";
import { makeKeyFile, type Notice, readKeyFile } from "@biaochi/ledger/nodes";
import { sayComposed } from "@biaochi/words";
import { fromHere } from "../platform/settings.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused } from "./command.ts";
import { readable } from "./log-source.ts";
import { refusedByLedger } from "./say-ledger.ts";

const usage = [
  "key <file> --org <code> --use approve,origin",
  "open <keys.json> --origin <origin> --by <org>",
  "propose <index> --log <url> --commitment <base64> --why <code> --by <org> [--version 1] [--evidence <base64>] [--days 30]",
  "commit | reject <index> --log <url> --by <org> [--why <code>]",
  "of <fields.json> --log <url> --by <org> [--days 30]",
  "statement <sheet>",
  "approve | sign <sheet> --key <file>",
  "finish <sheet> [--log <url>]",
].join(" | ");

type Verb = (context: CommandContext, argument: string) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Verb>> = {
  ...{ key: makeKey, open: openLog, propose, of: ofFields, statement, finish },
  commit: (context, index) => decide(context, index, "amend.commit"),
  reject: (context, index) => decide(context, index, "amend.reject"),
  approve: (context, path) => withHand(context, path, approveSheet),
  sign: (context, path) => withHand(context, path, (sheet, hand) => signSheet(sheet, hand, Date.now() / 1000)),
};

const option = (summary: Command["options"][string]["summary"]) => ({ type: "string", summary }) as const;

/** Needs no data folder and no database: approvers run it at a machine of their own. */
export const entry: Command = {
  name: "entry",
  summary: "command.entry",
  arguments: usage,
  options: {
    key: option("command.option-entry-key"),
    "passphrase-file": option("command.option-node-passphrase"),
    org: option("command.option-entry-org"),
    use: option("command.option-entry-use"),
    origin: option("command.option-entry-origin"),
    log: option("command.option-entry-log"),
    by: option("command.option-entry-by"),
    version: option("command.option-entry-version"),
    commitment: option("command.option-entry-commitment"),
    evidence: option("command.option-entry-evidence"),
    why: option("command.option-entry-why"),
    days: option("command.option-entry-days"),
  },
  async run(context) {
    const [name = "", argument, ...more] = context.positionals;
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    return verb === undefined || argument === undefined || more.length > 0
      ? misused(context, "entry", usage)
      : verb(context, argument);
  },
};

const textIn = ({ values }: CommandContext, name: string): string | undefined => {
  const { [name]: value } = values;
  return typeof value === "string" ? value : undefined;
};
const newId = () => randomBytes(16).toString("hex");

function printed(context: CommandContext, begun: Outcome<Sheet>): ExitCode {
  const sheet = begun.ok ? checkSheet(begun.value) : begun;
  if (!sheet.ok) return refusedByLedger(context, sheet.refusal);
  context.print(formatSheet(sheet.value).trimEnd());
  return exitCode.done;
}

async function passphraseOf(context: CommandContext): Promise<string | undefined> {
  const path = textIn(context, "passphrase-file");
  return path === undefined ? undefined : (await readFile(fromHere(path), "utf8")).split("\n", 1)[0];
}

function refusedKey(context: CommandContext, { code, params }: Notice): ExitCode {
  context.tell({ code: "log.refused", params: { sentence: sayComposed(context.language, `node.${code}`, params) } });
  return exitCode.refused;
}

/** A key of a person or a node: the private one into the file, the public one, as it will stand on the log, to standard output. */
async function makeKey(context: CommandContext, file: string): Promise<ExitCode> {
  const [org, use] = [textIn(context, "org"), textIn(context, "use")];
  if (org === undefined || use === undefined) return misused(context, "entry", usage);
  const named = { alg: "ed25519", org, party: newId(), use: use.split(",").sort() } as const;
  if (!isKeyDocument({ ...named, pub: base64(new Uint8Array(32)) }))
    return misused(context, "entry", "--org [a-z0-9.-] --use approve,origin,recover");
  const made = makeKeyFile(fromHere(file), await passphraseOf(context));
  if (!made.ok) return refusedKey(context, made.notice);
  const { key } = noteSigner("key", "ed25519", made.value);
  context.print(JSON.stringify({ ...named, pub: base64(key.publicKey) }));
  return exitCode.done;
}

async function jsonIn(path: string): Promise<Outcome<unknown>> {
  const text = await readFile(fromHere(path), "utf8").catch(() => undefined);
  if (text === undefined) return refuse("source-unreadable", path);
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse("sheet-malformed", path); // the parser has no other way to say it
  }
}

async function openLog(context: CommandContext, path: string): Promise<ExitCode> {
  const [origin, by] = [textIn(context, "origin"), textIn(context, "by")];
  if (origin === undefined || by === undefined) return misused(context, "entry", usage);
  const file = await jsonIn(path);
  return printed(context, file.ok ? openingSheet(origin, newId(), by, file.value) : file);
}

/** What the log says of itself, and an entry of it. */
async function asked(url: string, index?: number) {
  return readable<{ origin: string; pol: string; leaf: Uint8Array | undefined }>(url, async () => {
    const state = await (await fetch(`${url.replace(/\/$/, "")}/state`, { redirect: "error" })).json();
    const [origin, pol] = [String(state.origin), String(state.next?.pol)];
    if (index === undefined) return ok({ origin, pol, leaf: undefined });
    const leaf = await entryAt(url, index);
    return leaf === undefined ? refuse("index-beyond-size", String(index)) : ok({ origin, pol, leaf });
  });
}

function expiry(context: CommandContext): number {
  const days = Number(textIn(context, "days") ?? "30");
  return Math.floor(Date.now() / 1000) + Math.round(days * 86_400);
}

async function propose(context: CommandContext, place: string): Promise<ExitCode> {
  const [url, by, c, why] = ["log", "by", "commitment", "why"].map((name) => textIn(context, name));
  const [ver, ev] = [Number(textIn(context, "version") ?? "1"), textIn(context, "evidence")];
  if (url === undefined || by === undefined) return misused(context, "entry", usage);
  const found = await asked(url, Number(place));
  if (!found.ok) return refusedByLedger(context, found.refusal);
  const { origin, pol, leaf = new Uint8Array() } = found.value;
  const ref = refTo(leaf, Number(place));
  const fields = { t: "amend.propose", ref, ver, c, why, exp: expiry(context), ...(ev === undefined ? {} : { ev }) };
  return printed(context, ok(beginSheet({ origin, id: newId(), by, pol, fields })));
}

async function decide(context: CommandContext, place: string, t: "amend.commit" | "amend.reject"): Promise<ExitCode> {
  const [url, by, why] = ["log", "by", "why"].map((name) => textIn(context, name));
  if (url === undefined || by === undefined) return misused(context, "entry", usage);
  const found = await asked(url, Number(place));
  if (!found.ok) return refusedByLedger(context, found.refusal);
  const { origin, pol, leaf = new Uint8Array() } = found.value;
  const fields = { t, ref: refTo(leaf, Number(place)), ...(t === "amend.reject" ? { why } : {}) };
  return printed(context, ok(beginSheet({ origin, id: newId(), by, pol, fields }, leaf)));
}

async function ofFields(context: CommandContext, path: string): Promise<ExitCode> {
  const [url, by] = [textIn(context, "log"), textIn(context, "by")];
  if (url === undefined || by === undefined) return misused(context, "entry", usage);
  const [fields, found] = [await jsonIn(path), await asked(url)];
  if (!fields.ok) return refusedByLedger(context, fields.refusal);
  if (!found.ok) return refusedByLedger(context, found.refusal);
  const { origin, pol } = found.value;
  const given = fields.value as Begin["fields"];
  const whole = expires(given.t) ? { ...given, exp: expiry(context) } : given;
  return printed(context, ok(beginSheet({ origin, id: newId(), by, pol, fields: whole })));
}

async function sheetIn(path: string): Promise<Outcome<Sheet>> {
  const bytes = await readFile(fromHere(path)).catch(() => undefined);
  return bytes === undefined ? refuse("source-unreadable", path) : parseSheet(new Uint8Array(bytes));
}

async function statement(context: CommandContext, path: string): Promise<ExitCode> {
  const sheet = await sheetIn(path);
  const said = sheet.ok ? statementOf(sheet.value) : sheet;
  if (!said.ok) return refusedByLedger(context, said.refusal);
  context.print((textOf(said.value) ?? "").trimEnd());
  return exitCode.done;
}

/** The file gets the new sheet in one step. */
async function withHand(
  context: CommandContext,
  path: string,
  work: (sheet: Sheet, hand: Parameters<typeof approveSheet>[1]) => Outcome<Sheet>,
): Promise<ExitCode> {
  const file = textIn(context, "key");
  if (file === undefined) return misused(context, "entry", usage);
  const sheet = await sheetIn(path);
  if (!sheet.ok) return refusedByLedger(context, sheet.refusal);
  const seed = readKeyFile(fromHere(file), await passphraseOf(context));
  if (!seed.ok) return refusedKey(context, seed.notice);
  const { key, sign } = noteSigner("key", "ed25519", seed.value);
  const document = { alg: "ed25519", pub: base64(key.publicKey) } as const;
  const done = work(sheet.value, { document, sign: (message) => sign(message, 0n) });
  if (!done.ok) return refusedByLedger(context, done.refusal);
  await writeFile(`${fromHere(path)}.new`, formatSheet(done.value), { flush: true });
  await rename(`${fromHere(path)}.new`, fromHere(path));
  const { app, sig } = done.value;
  context.report({
    code: "log.sheet",
    params: { kid: kidOf(document), approvals: app.length, signatures: sig.length },
  });
  return exitCode.done;
}

/** To standard output, or to the log, which says its index. */
async function finish(context: CommandContext, path: string): Promise<ExitCode> {
  const sheet = await sheetIn(path);
  const bytes = sheet.ok ? finishSheet(sheet.value) : sheet;
  if (!bytes.ok) return refusedByLedger(context, bytes.refusal);
  const url = textIn(context, "log");
  if (url === undefined) {
    context.print(textOf(bytes.value) ?? "");
    return exitCode.done;
  }
  const answer = await readable(url, async () => {
    const body = new Uint8Array(bytes.value);
    const response = await fetch(`${url.replace(/\/$/, "")}/entry`, { method: "POST", body, redirect: "error" });
    const { refusal, index } = await response.json();
    return refusal === undefined ? ok({ index: Number(index) }) : { ok: false, refusal };
  });
  if (!answer.ok) return refusedByLedger(context, answer.refusal);
  context.report({ code: "log.entered", params: answer.value });
  return exitCode.done;
}

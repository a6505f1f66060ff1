import { copyFile, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { finishSheet, formatVkey, ok, parseSheet } from "@biaochi/ledger";
import { beginLog, copyPublished, filesOfNode, fsck, makeLog, policyOf, recover, withLog } from "@biaochi/ledger/log";
import { say, sayComposed } from "@biaochi/words";
import { openDataFolder } from "../platform/data-folder.ts";
import { fromHere } from "../platform/settings.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";
import { auditLog } from "./log-audit.ts";
import { demoLog } from "./log-demo.ts";
import { logPlacesOf } from "./log-places.ts";
import { serveLog } from "./log-serve.ts";
import { readable, sourceOf } from "./log-source.ts";
import { refusedByLedger } from "./say-ledger.ts";

const usage =
  "init <origin> | open <sheet or entry> | serve | demo | audit [folder | url] | export <folder> | fsck | recover --from <folder | url>";

type Verb = (context: CommandContext, argument: string | undefined) => Promise<ExitCode>;

/** By name, with what its argument is; absent: it takes none. */
const verbs: Readonly<Record<string, { readonly run: Verb; readonly argument?: "needed" | "possible" }>> = {
  init: { run: init, argument: "needed" },
  open: { run: open, argument: "needed" },
  serve: { run: serveLog },
  demo: { run: demoLog },
  audit: { run: auditLog, argument: "possible" },
  export: { run: exportLog, argument: "needed" },
  fsck: { run: check },
  recover: { run: fetchBack },
};

/** The log in the data folder. It needs no database. */
export const log: Command = {
  name: "log",
  summary: "command.log",
  arguments: usage,
  options: {
    policy: { type: "string", summary: "command.option-log-policy" },
    port: { type: "string", summary: "command.option-log-port" },
    host: { type: "string", summary: "command.option-log-host" },
    "connections-per-address": { type: "string", summary: "command.option-log-per-address" },
    from: { type: "string", summary: "command.option-log-from" },
    promise: { type: "string", multiple: true, summary: "command.option-log-promise" },
    mend: { type: "boolean", summary: "command.option-log-mend" },
  },
  async run(context) {
    const [name = "", argument, ...more] = context.positionals;
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    const isRight =
      verb !== undefined &&
      more.length === 0 &&
      (verb.argument === "possible" || (verb.argument === "needed") === (argument !== undefined));
    return isRight ? verb.run(context, argument) : misused(context, "log", usage);
  },
};

async function init(context: CommandContext, origin = ""): Promise<ExitCode> {
  const data = openDataFolder(context.settings.settings.data);
  if (!data.ok) return refused(context, data.refusal);
  const places = logPlacesOf(context.settings.settings);
  const made = await makeLog(places, origin);
  if (!made.ok) return refusedByLedger(context, made.refusal);
  context.report({
    code: "log.made",
    params: { folder: places.folder, key: places.key, vkey: formatVkey(made.value.key) },
  });
  return exitCode.done;
}

async function open(context: CommandContext, file = ""): Promise<ExitCode> {
  const bytes = await readFile(fromHere(file)).catch(() => undefined);
  if (bytes === undefined) return refusedByLedger(context, { code: "source-unreadable", detail: file });
  const sheet = parseSheet(new Uint8Array(bytes));
  const first = sheet.ok
    ? finishSheet(sheet.value)
    : ok(new Uint8Array(bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes));
  if (!first.ok) return refusedByLedger(context, first.refusal);
  const begun = await beginLog(logPlacesOf(context.settings.settings), first.value);
  if (!begun.ok) return refusedByLedger(context, begun.refusal);
  context.report({ code: "log.begun" });
  return exitCode.done;
}

async function exportLog(context: CommandContext, to = ""): Promise<ExitCode> {
  const places = logPlacesOf(context.settings.settings);
  const folder = fromHere(to);
  const isTaken = await filesOfNode.list(folder).then(
    (names) => names.length > 0,
    () => true,
  );
  if (isTaken) return refused(context, { code: "log.export-taken", params: { folder } });
  const policy = await policyOf(places);
  if (!policy.ok) return refusedByLedger(context, policy.refusal);
  const { from } = context.values;
  const where = typeof from === "string" ? from : join(places.folder, "public");
  const copied = await readable(where, () => copyPublished(sourceOf(where), policy.value, filesOfNode, folder));
  if (!copied.ok) return refusedByLedger(context, copied.refusal);
  await copyFile(join(places.folder, "policy"), join(folder, "policy"));
  await copyFile(resolve(import.meta.dirname, "../../../ledger/FORMAT.md"), join(folder, "FORMAT.md"));
  context.report({ code: "log.exported", params: { folder, size: Number(copied.value.checkpoint.size) } });
  return exitCode.done;
}

async function check(context: CommandContext): Promise<ExitCode> {
  const places = logPlacesOf(context.settings.settings);
  const policy = await policyOf(places);
  if (!policy.ok) return refusedByLedger(context, policy.refusal);
  const { from, mend } = context.values;
  const mirror = typeof from === "string" ? { mirror: sourceOf(from) } : {};
  const options = {
    files: filesOfNode,
    folder: places.folder,
    policy: policy.value,
    isMending: mend === true,
    ...mirror,
  };
  const report = await readable(String(from), () => withLog(places, () => fsck(options)));
  if (!report.ok) return refusedByLedger(context, report.refusal);
  const { damages, mended } = report.value;
  const figures = { size: Number(report.value.size), published: Number(report.value.published) };
  const isSound = damages.length === 0;
  if (context.isJson) context.print(JSON.stringify({ ok: isSound, ...figures, damages, mended }));
  else {
    const { language } = context;
    context.print(say(language, isSound ? "log.fsck-sound" : "log.fsck-unsound", { ...figures, n: damages.length }));
    for (const path of mended) context.print(`  ${say(language, "log.mended", { path })}`);
    for (const { path, why } of damages) context.print(`  ${sayComposed(language, `ledger-damage.${why}`, { path })}`);
  }
  return isSound ? exitCode.done : exitCode.refused;
}

async function fetchBack(context: CommandContext): Promise<ExitCode> {
  const places = logPlacesOf(context.settings.settings);
  const { from } = context.values;
  if (typeof from !== "string") return misused(context, "log", usage);
  const policy = await policyOf(places);
  if (!policy.ok) return refusedByLedger(context, policy.refusal);
  const done = await readable(from, () => withLog(places, (place) => recover(place, sourceOf(from), policy.value)));
  if (!done.ok) return refusedByLedger(context, done.refusal);
  context.report({ code: "log.recovered", params: { size: Number(done.value.checkpoint.size) } });
  return exitCode.done;
}

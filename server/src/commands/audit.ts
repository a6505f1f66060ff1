import { readFileSync } from "node:fs";
import { type AuditEvent, type AuditFilter, routes } from "@biaochi/contract";
import { type Language, moment, say, sayComposed } from "@biaochi/words";
import { checkTrail } from "../platform/audit/check.ts";
import { checkExported, exportLines } from "../platform/audit/export.ts";
import type { Database } from "../platform/database.ts";
import { migrate } from "../platform/migrations.ts";
import { openPlatform } from "../platform/platform.ts";
import type { Scope } from "../platform/scope.ts";
import { auditHeadsOf, fromHere } from "../platform/settings.ts";
import { listAudit } from "../stages/access/audit-store.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";

const verbs = "verify [file.ndjson] | export | search";
const filters = ["from", "until", "kind", "account", "action", "subject", "thing", "outcome"] as const;
/** Whoever runs commands here keeps the installation, and is shown the trail like its administrator. */
const keeper: Scope = [{ role: "audit-administrator", reach: { kind: "installation" }, releases: [] }];

/** The audit trail without the pages: is it whole, its lines as a file, and a look into it. */
export const audit: Command = {
  name: "audit",
  summary: "command.audit",
  arguments: "verify | export | search",
  options: {
    from: { type: "string", summary: "command.option-from" },
    until: { type: "string", summary: "command.option-until" },
    kind: { type: "string", summary: "command.option-kind" },
    account: { type: "string", summary: "command.option-account" },
    action: { type: "string", summary: "command.option-action" },
    subject: { type: "string", summary: "command.option-subject" },
    thing: { type: "string", summary: "command.option-thing" },
    outcome: { type: "string", summary: "command.option-outcome" },
    limit: { type: "string", summary: "command.option-limit" },
  },
  async run(context) {
    const [verb, file, ...more] = context.positionals;
    const isKnown = verb === "verify" || ((verb === "export" || verb === "search") && file === undefined);
    if (!isKnown || more.length > 0) return misused(context, "audit", verbs);
    if (file !== undefined) return verifyFile(context, fromHere(file));
    const given = Object.fromEntries([...filters, "limit"].map((name) => [name, context.values[name]]));
    const asked = routes.searchAudit.input.query.safeParse(given);
    if (!asked.success) return misused(context, "audit", asked.error.issues[0]?.path.join(".") ?? verbs);
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    const { database } = platform.value;
    try {
      const migrated = await migrate(database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      if (verb === "verify") return await verify(context, database);
      const { limit, cursor: _, ...filter } = asked.data;
      if (verb === "search") return await search(context, database, filter, limit);
      for await (const lines of exportLines(database, filter)) process.stdout.write(lines);
      return exitCode.done;
    } finally {
      await platform.value.close();
    }
  },
};

type Finding = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

function report(context: CommandContext, head: string, counts: object, findings: readonly Finding[]): ExitCode {
  const isSound = findings.length === 0;
  if (context.isJson) context.print(JSON.stringify({ ok: isSound, ...counts, findings }));
  else {
    context.print(head);
    for (const { code, params } of findings)
      context.print(`  ${sayComposed(context.language, `audit.${code}`, params)}`);
  }
  return isSound ? exitCode.done : exitCode.refused;
}

async function verify(context: CommandContext, database: Database): Promise<ExitCode> {
  const { findings, ...counts } = await checkTrail(database, auditHeadsOf(context.settings.settings));
  const n = findings.length;
  const head = say(context.language, n === 0 ? "audit.sound" : "audit.unsound", { ...counts, n });
  return report(context, head, counts, findings);
}

/** A file that was exported, held against itself: needs no database, and may be done elsewhere. */
async function verifyFile(context: CommandContext, path: string): Promise<ExitCode> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return refused(context, { code: "audit-file-unreadable", params: { path, reason: String(error) } });
  }
  const { lines, findings } = checkExported(text);
  const said = findings.map(({ code, line }) => ({ code, params: { line } }));
  const n = said.length;
  const head = say(context.language, n === 0 ? "audit.file-sound" : "audit.unsound", {
    lines,
    rows: lines,
    batches: 0,
    n,
  });
  return report(context, head, { lines }, said);
}

async function search(
  context: CommandContext,
  database: Database,
  filter: AuditFilter,
  limit: number,
): Promise<ExitCode> {
  const lines = await database.read((tx) => listAudit(tx, keeper, filter, { after: undefined, limit }));
  for (const line of lines) {
    const { event, sequence, ...rest } = line;
    const plain = { event: Number(event), sequence: sequence === null ? null : Number(sequence), ...rest };
    context.print(context.isJson ? JSON.stringify(plain) : spoken(context.language, plain));
  }
  return exitCode.done;
}

function spoken(language: Language, line: AuditEvent): string {
  const named = (of: AuditEvent["account"]) => (of === null ? "–" : `${of.name?.[language] ?? ""} (${of.id})`.trim());
  const about = [line.subject && named(line.subject), line.run && `run ${line.run}`, line.fact, line.thing];
  return [
    String(line.sequence ?? "·").padStart(8),
    moment(language, line.at),
    named(line.account),
    line.roles.map((role) => say(language, `role.${role}`)).join("+"),
    sayComposed(language, `audit-action.${line.action}`),
    about.filter(Boolean).join(" "),
    line.outcome,
  ].join("  ");
}

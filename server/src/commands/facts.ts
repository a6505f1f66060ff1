import { readPeriod } from "@biaochi/engine";
import type { Database } from "../platform/database.ts";
import { migrate } from "../platform/migrations.ts";
import { openPlatform } from "../platform/platform.ts";
import { findingSaid } from "../stages/intake/block-keeper.ts";
import { listFactCounts } from "../stages/intake/block-store.ts";
import { differingBlocks, mendBlocks, rebuildBlocks } from "../stages/intake/block-upkeep.ts";
import { groupOf } from "../stages/intake/cell.ts";
import { closePeriod, reopenPeriod } from "../stages/intake/closed-period-store.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";

const verbs = "check [programme] | rebuild [programme] | close <programme> <period> | reopen <programme> <period>";

/**
 * What an operator does with the fact store: compare the blocks with the recorded facts, make them anew, close and reopen a
 * period. `check` mends what is damaged by its digest, then compares every block with the narrow rows bit for bit.
 */
export const facts: Command = {
  name: "facts",
  summary: "command.facts",
  arguments: "check | rebuild | close | reopen",
  options: {
    author: { type: "string", summary: "command.option-author" },
    reason: { type: "string", summary: "command.option-reason" },
  },
  async run(context) {
    const [verb, programme, period, ...more] = context.positionals;
    const isAct = verb === "close" || verb === "reopen";
    const isLook = verb === "check" || verb === "rebuild";
    if (more.length > 0 || !(isAct ? period !== undefined : isLook && period === undefined))
      return misused(context, "facts", verbs);
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    const { database } = platform.value;
    try {
      const migrated = await migrate(database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      if (isAct) return await act(context, database, verb, programme ?? "", period ?? "");
      return await look(context, database, verb === "rebuild", programme);
    } finally {
      await platform.value.close();
    }
  },
};

async function look(
  context: CommandContext,
  database: Database,
  isRebuild: boolean,
  only: string | undefined,
): Promise<ExitCode> {
  return database.withConnection(async (client) => {
    let wrong = 0;
    const counts = (await listFactCounts(client)).filter(({ programme }) => only === undefined || programme === only);
    if (only !== undefined && counts.length === 0) return misused(context, "facts", only);
    for (const { programme, rows } of counts) {
      if (isRebuild) {
        const { written } = await rebuildBlocks(client, programme);
        context.report({ code: "blocks-made", params: { programme, blocks: written } });
        continue;
      }
      const { findings } = await mendBlocks(client, programme);
      for (const finding of findings) context.tell(findingSaid(finding));
      const differing = await differingBlocks(client, programme);
      for (const key of differing.keys) context.report({ code: "block-wrong", params: { programme, ...groupOf(key) } });
      wrong += differing.keys.length;
      const { blocks } = differing;
      if (differing.keys.length === 0)
        context.report({ code: "blocks-sound", params: { programme, blocks, facts: rows } });
    }
    return wrong === 0 ? exitCode.done : exitCode.refused;
  });
}

async function act(
  context: CommandContext,
  database: Database,
  verb: "close" | "reopen",
  programme: string,
  period: string,
): Promise<ExitCode> {
  const { author, reason } = context.values;
  if (typeof author !== "string" || typeof reason !== "string" || readPeriod(period) === undefined)
    return misused(context, "facts", `${verb} <programme> <period> --author … --reason …`);
  const work = verb === "close" ? closePeriod : reopenPeriod;
  const done = await database.decide((tx) => work(tx, { programme, period, author, reason }));
  if (!done.ok) {
    const { code, params = {} } = done.refusal;
    const texts = Object.entries(params).map(([name, value]) => [name, String(value)]);
    return refused(context, { code, params: Object.fromEntries(texts) });
  }
  context.report({
    code: verb === "close" ? "period-was-closed" : "period-was-reopened",
    params: { programme, period },
  });
  return exitCode.done;
}

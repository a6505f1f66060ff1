import { migrate } from "../platform/migrations.ts";
import { openPlatform, type Platform } from "../platform/platform.ts";
import { doneErasures, erasedOutside, reapplyErasures } from "../stages/erasure/settle.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";

const outsideOf = ({ database, dataFolder }: Platform) => ({
  ...{ database, masterKey: dataFolder.masterKey },
  ...erasedOutside(dataFolder.path),
});

/** Erases again what a database from an older backup still holds. `biaochi restore` does it by itself. */
export async function reapplyHere(context: CommandContext, platform: Platform): Promise<void> {
  const applied = await reapplyErasures(outsideOf(platform));
  if (applied.length > 0) context.tell({ code: "erasures-reapplied", params: { n: applied.length } });
}

/** Erasures without the pages: which were done, and doing them again over an older database. */
export const erasures: Command = {
  name: "erasures",
  summary: "command.erasures",
  arguments: "list | reapply",
  options: {},
  async run(context): Promise<ExitCode> {
    const [verb, ...more] = context.positionals;
    if ((verb !== "list" && verb !== "reapply") || more.length > 0)
      return misused(context, "erasures", "list | reapply");
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    try {
      const migrated = await migrate(platform.value.database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      if (verb === "reapply") {
        const applied = await reapplyErasures(outsideOf(platform.value));
        context.report({ code: "erasures-reapplied", params: { n: applied.length } });
        return exitCode.done;
      }
      const done = await doneErasures(platform.value.database);
      if (context.isJson) context.print(JSON.stringify({ erasures: done }));
      else
        for (const { erasure, programme, subject, basis, document } of done)
          context.report({ code: "erasures-line", params: { erasure, programme, subject, basis, document } });
      return exitCode.done;
    } finally {
      await platform.value.close();
    }
  },
};

import { basename, resolve } from "node:path";
import { queueFirstRuns } from "../first-start.ts";
import { loadDataset } from "../load-dataset.ts";
import { migrate as bringForward } from "../platform/migrations.ts";
import { openPlatform } from "../platform/platform.ts";
import { fromHere } from "../platform/settings.ts";
import { computeWaitingRuns } from "../stages/scoring/jobs.ts";
import { type Command, exitCode, misused, refused } from "./command.ts";
import { findingLine, schemeFindingLine } from "./dataset-report.ts";

/**
 * A dataset folder becomes a programme of the installation and is appraised: everything is recorded or nothing. It may be
 * done while the server runs; the pages show the new programme when they are next opened.
 */
export const load: Command = {
  name: "load",
  summary: "command.load",
  arguments: "<folder>",
  options: {},
  async run(context) {
    const [folder, ...more] = context.positionals;
    if (folder === undefined || more.length > 0) return misused(context, "load", "<folder>");
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    const { database } = platform.value;
    try {
      const migrated = await bringForward(database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      const name = basename(resolve(fromHere(folder)));
      const loaded = await loadDataset(database, { folder: fromHere(folder), programme: name, author: "biaochi load" });
      if (!loaded.ok) {
        if (loaded.refusal.code === "dataset-unsound") {
          for (const finding of loaded.refusal.inScheme)
            context.print(schemeFindingLine(context.language, name, finding));
          for (const finding of loaded.refusal.findings) context.print(findingLine(context.language, finding));
          context.report({ code: "dataset-refused", params: { name: folder, count: loaded.refusal.errors } });
        } else context.report({ code: "load-refused", params: { name } });
        return exitCode.refused;
      }
      if (!loaded.value.isNew) {
        context.report({ code: "dataset-known", params: { name } });
        return exitCode.done;
      }
      await queueFirstRuns(database, loaded.value, false);
      await computeWaitingRuns(database);
      const { subjects, facts } = loaded.value;
      context.report({ code: "dataset-loaded", params: { name, subjects, facts } });
      return exitCode.done;
    } finally {
      await platform.value.close();
    }
  },
};

import { backup as backupAll } from "../platform/backup.ts";
import { openPlatform } from "../platform/platform.ts";
import { fromHere } from "../platform/settings.ts";
import { type Command, exitCode, misused, refused } from "./command.ts";

export const backup: Command = {
  name: "backup",
  summary: "command.backup",
  arguments: "<file>",
  options: {},
  async run(context) {
    const [file, ...more] = context.positionals;
    if (file === undefined || more.length > 0) return misused(context, "backup", "<file>");
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    try {
      const done = await backupAll(platform.value, fromHere(file));
      if (!done.ok) return refused(context, done.refusal);
      context.report({ code: "backup-written", params: done.value });
      return exitCode.done;
    } finally {
      await platform.value.close();
    }
  },
};

import { openPlatform } from "../platform/platform.ts";
import { restore as restoreAll } from "../platform/restore.ts";
import { fromHere } from "../platform/settings.ts";
import { type Command, exitCode, misused, refused } from "./command.ts";
import { reapplyHere } from "./erasures.ts";

export const restore: Command = {
  name: "restore",
  summary: "command.restore",
  arguments: "<file>",
  options: {},
  async run(context) {
    const [file, ...more] = context.positionals;
    if (file === undefined || more.length > 0) return misused(context, "restore", "<file>");
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    try {
      const done = await restoreAll(platform.value, fromHere(file));
      if (!done.ok) return refused(context, done.refusal);
      await reapplyHere(context, platform.value);
      context.report({ code: "restored", params: done.value });
      return exitCode.done;
    } finally {
      await platform.value.close();
    }
  },
};

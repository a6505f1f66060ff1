import { migrate as bringForward } from "../platform/migrations.ts";
import { openPlatform } from "../platform/platform.ts";
import { type Command, exitCode, refused } from "./command.ts";

export const migrate: Command = {
  name: "migrate",
  summary: "command.migrate",
  options: {},
  async run(context) {
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    try {
      const migrated = await bringForward(platform.value.database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      context.report({ code: "migrated", params: migrated.value });
      return exitCode.done;
    } finally {
      await platform.value.close();
    }
  },
};

import { say } from "@biaochi/words";
import { listSettings } from "../platform/settings.ts";
import { type Command, exitCode } from "./command.ts";

export const config: Command = {
  name: "config",
  summary: "command.config",
  options: {},
  async run(context) {
    const lines = listSettings(context.settings);
    if (context.isJson) {
      context.print(JSON.stringify({ file: context.settings.file, settings: lines }));
      return exitCode.done;
    }
    const { language } = context;
    for (const { name, env, value, from } of lines) {
      context.print(`${env}=${value}`);
      context.print(`    ${name}: ${say(language, `setting.${name}`)} (${say(language, `setting-from.${from}`)})`);
    }
    return exitCode.done;
  },
};

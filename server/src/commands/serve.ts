import { once } from "node:events";
import { say } from "@biaochi/words";
import { openOffice } from "../main.ts";
import { type Command, exitCode, refused } from "./command.ts";

/** Requests that do not end by themselves are cut off after this long. */
const patience = 15_000;

/** Resolves at the first signal. Later ones are ignored: npm and the terminal both pass Ctrl-C on. */
async function untilAskedToStop(): Promise<void> {
  const asked = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, () => asked.abort());
  await once(asked.signal, "abort");
}

export const serve: Command = {
  name: "serve",
  summary: "command.serve",
  options: {},
  async run(context) {
    const asked = untilAskedToStop();
    const office = await openOffice(context.settings.settings, context.tell);
    if (!office.ok) return refused(context, office.refusal);
    for (const { name, role } of office.value.accounts) {
      const spoken = { name: name[context.language], role: say(context.language, `account-role.${role}`) };
      context.tell({ code: "demo-account", params: spoken });
    }
    context.report({ code: "ready", params: { url: office.value.url } });
    await asked;
    context.tell({ code: "stopping" });
    const tooLong = setTimeout(() => process.exit(exitCode.failed), patience).unref();
    await office.value.close();
    clearTimeout(tooLong);
    return exitCode.done;
  },
};

import { say } from "@biaochi/words";
import { openOffice } from "../main.ts";
import { type Command, exitCode, refused } from "./command.ts";

/** Requests that do not end by themselves are cut off after this long. */
const patience = 15_000;

/** Aborts at the first signal. Later ones are ignored: npm and the terminal both pass Ctrl-C on. */
function askedToStop(onAsked: () => void): AbortSignal {
  const asked = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals)
    process.on(signal, () => {
      if (!asked.signal.aborted) onAsked();
      asked.abort();
    });
  return asked.signal;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

export const serve: Command = {
  name: "serve",
  summary: "command.serve",
  options: {},
  async run(context) {
    const stop = askedToStop(() => context.tell({ code: "stopping" }));
    const office = await openOffice(context.settings, context.tell, stop);
    if (!office.ok && office.refusal.code === "stopped") {
      context.tell(office.refusal);
      return exitCode.done;
    }
    if (!office.ok) return refused(context, office.refusal);
    for (const { name, roles } of office.value.accounts) {
      const held = roles
        .map((role) => say(context.language, `role.${role}`))
        .join(context.language === "en" ? ", " : "、");
      const spoken = { name: name[context.language], role: held };
      context.tell({ code: "demo-account", params: spoken });
    }
    context.report({ code: "ready", params: { url: office.value.url } });
    await untilAborted(stop);
    const tooLong = setTimeout(() => process.exit(exitCode.failed), patience).unref();
    await office.value.close();
    clearTimeout(tooLong);
    return exitCode.done;
  },
};

import { say } from "@biaochi/words";
import { openOffice } from "../main.ts";
import { askedToStop, untilAborted } from "./asked-to-stop.ts";
import { type Command, exitCode, refused } from "./command.ts";

/** Requests that do not end by themselves are cut off after this long. */
const patience = 15_000;

export const serve: Command = {
  name: "serve",
  summary: "command.serve",
  options: {},
  async run(context) {
    const stop = askedToStop(() => context.tell({ code: "stopping" }));
    const office = await openOffice(context.settings.settings, context.tell, stop);
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

import { type Log, openDoor, openLog } from "@biaochi/ledger/log";
import { askedToStop, untilAborted } from "./asked-to-stop.ts";
import { type CommandContext, type ExitCode, exitCode, misused } from "./command.ts";
import { logPlacesOf } from "./log-places.ts";
import { refusedByLedger, sayLedger } from "./say-ledger.ts";

const usualPort = 3080;
/** How often a change of its state is looked for, in ms. */
const look = 1000;

export async function serveLog(context: CommandContext): Promise<ExitCode> {
  const { port: portText = String(usualPort), host = "127.0.0.1" } = context.values;
  const port = /^\d{1,5}$/.test(String(portText)) ? Number(portText) : Number.NaN;
  if (!(port <= 65_535)) return misused(context, "log", "--port 0…65535");
  const perAddress = context.values["connections-per-address"];
  if (perAddress !== undefined && !/^[1-9]\d{0,4}$/.test(String(perAddress)))
    return misused(context, "log", "--connections-per-address 1…99999");
  const limits = perAddress === undefined ? {} : { perAddress: Number(perAddress) };
  const stop = askedToStop(() => context.tell({ code: "stopping" }));
  const places = logPlacesOf(context.settings.settings);
  context.tell({ code: "log.starting", params: { folder: places.folder } });
  const opened = await openLog(places);
  if (!opened.ok) return refusedByLedger(context, opened.refusal);
  const { log } = opened.value;
  const onBug = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  const door = await openDoor(log, { host: String(host), port, onBug, limits });
  if (!door.ok) {
    await opened.value.close();
    return refusedByLedger(context, door.refusal);
  }
  const { origin, size, published } = log.state();
  context.report({ code: "log.ready", params: { url: `http://${host}:${door.value.port}`, origin, size, published } });
  const watch = watchState(context, log);
  await untilAborted(stop);
  clearInterval(watch);
  await door.value.close();
  await opened.value.close();
  return exitCode.done;
}

/** Tells when it begins to wait for witnesses, when it goes on, and when it lets nobody in. */
function watchState(context: CommandContext, log: Log): NodeJS.Timeout {
  let told = "published";
  return setInterval(() => {
    const { state, size, published, problem, pendingSince } = log.state();
    const isNew = state === "pending-witness" && Date.now() - Date.parse(pendingSince ?? "") < 10 * look;
    if (state === told || isNew) return;
    told = state;
    if (state === "barred") {
      const reason = problem === undefined ? "" : sayLedger(context.language, problem);
      context.tell({ code: "log.barred", params: { reason } });
    } else context.tell({ code: state === "published" ? "log.published" : "log.pending", params: { size, published } });
  }, look).unref();
}

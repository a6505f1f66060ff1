import { sayComposed } from "@biaochi/words";
import { arrivalFolder } from "../arrivals.ts";
import { openDemoArrivals } from "../demo-arrivals.ts";
import { recordEvent } from "../platform/audit/event.ts";
import { type Clock, makeClock } from "../platform/clock.ts";
import { openInstallation } from "../platform/installation.ts";
import { migrate } from "../platform/migrations.ts";
import { openPlatform, type Platform } from "../platform/platform.ts";
import { wholeCity } from "../platform/scope.ts";
import { askForRun } from "../stages/intake/arrivals/ask.ts";
import { listConnections } from "../stages/intake/arrivals/connection-store.ts";
import { listQuarantined } from "../stages/intake/arrivals/quarantine-store.ts";
import { listRuns } from "../stages/intake/arrivals/run-store.ts";
import { tick } from "../stages/intake/arrivals/tick.ts";
import { workOnArrivals } from "../stages/intake/arrivals/work.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";

const by = "command-line";
const usage = "list <programme> | run <programme> <stream> [day] | tick | quarantine <programme> <stream>";
const mostShown = 50;

type Work = { readonly context: CommandContext; readonly platform: Platform; readonly clock: Clock };

async function list({ context, platform }: Work, programme: string): Promise<ExitCode> {
  const { connections, runs } = await platform.database.read(async (tx) => ({
    connections: await listConnections(tx, wholeCity, programme),
    runs: await listRuns(tx, wholeCity, { programme, limit: mostShown }),
  }));
  if (context.isJson) {
    const shown = runs.map(({ position: _position, digest, ...run }) => ({
      ...run,
      digest: digest?.toString("hex") ?? null,
    }));
    context.print(JSON.stringify({ connections, runs: shown }));
    return exitCode.done;
  }
  for (const { connection, place, isActive, agreement, failures, openQuarantine } of connections)
    context.report({
      code: "intake-connection",
      params: {
        ...{ programme, connection, kind: place.kind, state: isActive ? "active" : "paused" },
        ...{ day: agreement.lastDay, failures, waiting: openQuarantine },
      },
    });
  for (const run of runs) {
    const { id, stream, why, state, read, fresh, changed, same, refused: put, failure } = run;
    const params = {
      run: id,
      stream,
      why,
      state,
      read,
      fresh,
      changed,
      same,
      refused: put,
      failure: failure?.code ?? "",
    };
    context.report({ code: "intake-run", params });
  }
  return exitCode.done;
}

async function run(
  { context, platform, clock }: Work,
  programme: string,
  stream: string,
  day: string,
): Promise<ExitCode> {
  const { database } = platform;
  const asked = await database.decide(async (tx) => {
    const why = day === "" ? ({ why: "asked" } as const) : ({ why: "replay", day } as const);
    const made = await askForRun(tx, { id: by, scope: wholeCity }, { programme, stream, ...why }, { clock });
    if (made.ok)
      await recordEvent(tx, {
        kind: "change",
        account: by,
        action: "ask-for-arrivals",
        outcome: "done",
        programme,
        thing: `stream:${stream}`,
      });
    return made;
  });
  if (!asked.ok) {
    const { code, params = {} } = asked.refusal;
    const told = Object.entries(params).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [],
    );
    return refused(context, { code, params: Object.fromEntries(told) });
  }
  context.report({ code: "intake-run-made", params: { run: asked.value.run } });
  return exitCode.done;
}

/** What the clock does in a running office: makes the runs whose time has come, and works on all that may begin. */
async function fetchNow({ context, platform, clock }: Work): Promise<ExitCode> {
  const { database, dataFolder, settings } = platform;
  const { masterKey } = dataFolder;
  const simulated = settings.mode === "demo" ? await openDemoArrivals(database, { clock, masterKey }) : undefined;
  try {
    const tools = { clock, folder: arrivalFolder(dataFolder.path), hosts: simulated?.hosts ?? {} };
    await tick(database, tools);
    const runs = await workOnArrivals(database, { ...tools, masterKey });
    context.report({ code: "intake-worked", params: { runs } });
    return exitCode.done;
  } finally {
    await simulated?.close();
  }
}

async function quarantine({ context, platform }: Work, programme: string, stream: string): Promise<ExitCode> {
  const rows = await platform.database.read((tx) =>
    listQuarantined(tx, wholeCity, { programme, stream, limit: mostShown }),
  );
  if (context.isJson) context.print(JSON.stringify({ rows }));
  else
    for (const { id, run: of, rowRef, reasons } of rows) {
      const said = reasons.map(({ code, field, check, found }) => {
        const about = [field ?? check, found].filter((each) => each !== undefined).join(" ");
        return `${sayComposed(context.language, `arrival.reason.${code}`)} ${about}`.trim();
      });
      context.report({ code: "intake-row", params: { id, run: of, ref: rowRef, reasons: said.join("; ") } });
    }
  return exitCode.done;
}

const wanted: Readonly<Record<string, readonly number[]>> = { list: [1], run: [2, 3], tick: [0], quarantine: [2] };

/** What arrives, without the pages: for looking at it, and for making up for what did not come. */
export const intake: Command = {
  name: "intake",
  summary: "command.intake",
  arguments: usage,
  options: {},
  async run(context) {
    const [verb = "", first = "", second = "", third = ""] = context.positionals;
    if (wanted[verb]?.includes(context.positionals.length - 1) !== true) return misused(context, "intake", usage);
    const { settings } = context.settings;
    const platform = await openPlatform(settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    try {
      const { database } = platform.value;
      const migrated = await migrate(database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      const installation = await openInstallation(database, settings.mode);
      if (!installation.ok) return refused(context, installation.refusal);
      const clock = makeClock({ mode: settings.mode, shift: installation.value.dayShift });
      const work = { context, platform: platform.value, clock };
      if (verb === "list") return await list(work, first);
      if (verb === "run") return await run(work, first, second, third);
      return await (verb === "tick" ? fetchNow(work) : quarantine(work, first, second));
    } finally {
      await platform.value.close();
    }
  },
};

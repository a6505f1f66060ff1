// The log from a shell, without the rest of the product. What it says is one JSON object a line: codes and figures.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatVkey } from "../note-key.ts";
import type { Outcome } from "../refusal.ts";
import { filesOfNode } from "./files-node.ts";
import { fsck } from "./fsck.ts";
import { openDoor } from "./http-node.ts";
import { beginLog, type LogPlaces, makeLog, openLog, policyOf, withLog } from "./log-folder-node.ts";

const usage =
  "init <folder> <origin> | open <folder> <entry> | serve <folder> [--host …] [--port …] [--connections-per-address …] | fsck <folder> [--mend]";
const options = {
  host: { type: "string" },
  port: { type: "string" },
  mend: { type: "boolean" },
  "connections-per-address": { type: "string" },
} as const;

const print = (said: object) =>
  process.stdout.write(`${JSON.stringify(said, (_, each) => (typeof each === "bigint" ? Number(each) : each))}\n`);

function finish(outcome: Outcome<object | true>): void {
  if (outcome.ok) print({ ok: true, ...(outcome.value === true ? {} : outcome.value) });
  else print({ ok: false, ...outcome.refusal });
  process.exitCode = outcome.ok ? 0 : 3;
}

interface Where {
  readonly host: string;
  readonly port: number;
  readonly limits: { readonly perAddress?: number };
}

async function serve(places: LogPlaces, where: Where): Promise<void> {
  const opened = await openLog(places);
  if (!opened.ok) return finish(opened);
  const onBug = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  const door = await openDoor(opened.value.log, { ...where, onBug });
  if (!door.ok) {
    await opened.value.close();
    return finish(door);
  }
  const { origin, size, published } = opened.value.log.state();
  print({ ok: true, url: `http://${where.host}:${door.value.port}`, origin, size, published });
  await new Promise<void>((stop) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop());
  });
  await door.value.close();
  await opened.value.close();
}

const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [verb, folder, argument, ...more] = positionals;
const data = resolve(folder ?? ".");
const places = { folder: join(data, "log"), key: join(data, "log-key"), highWater: join(data, "log-high-water") };
const perAddress = values["connections-per-address"];
const isCalledRightly = folder !== undefined && more.length === 0 && /^[1-9]\d{0,4}$/.test(perAddress ?? "1");

if (isCalledRightly && verb === "init" && argument !== undefined) {
  const made = await makeLog(places, argument);
  finish(made.ok ? { ok: true, value: { vkey: formatVkey(made.value.key) } } : made);
} else if (isCalledRightly && verb === "open" && argument !== undefined)
  finish(await beginLog(places, new Uint8Array(await readFile(argument))));
else if (isCalledRightly && verb === "serve" && argument === undefined)
  await serve(places, {
    ...{ host: values.host ?? "127.0.0.1", port: Number(values.port ?? "3080") },
    limits: perAddress === undefined ? {} : { perAddress: Number(perAddress) },
  });
else if (isCalledRightly && verb === "fsck" && argument === undefined) {
  const policy = await policyOf(places);
  const asked = { files: filesOfNode, folder: places.folder, isMending: values.mend === true };
  const report = policy.ok ? await withLog(places, () => fsck({ ...asked, policy: policy.value })) : policy;
  finish(report);
  if (report.ok && report.value.damages.length > 0) process.exitCode = 3;
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}

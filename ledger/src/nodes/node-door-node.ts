// The nodes for a body that runs nothing else of ours: `node ledger/src/nodes/node-door-node.ts witness init …`.
// Results go to standard output; notices to standard error, one JSON object a line.
import process from "node:process";
import { parseArgs } from "node:util";
import { nodeCommand, nodeOptions, usageOf } from "./node-command-node.ts";
import type { Notice } from "./notice.ts";

const tell = ({ code, params }: Notice) =>
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), code, ...params })}\n`);
const print = (text: string) => process.stdout.write(`${text}\n`);

async function main(args: readonly string[]): Promise<number> {
  const [kind, ...rest] = args;
  if (kind !== "witness" && kind !== "mirror") {
    print(`${usageOf("witness")}\n\n${usageOf("mirror")}`);
    return 2;
  }
  try {
    const { values, positionals } = parseArgs({ args: rest, options: nodeOptions, allowPositionals: true });
    return await nodeCommand({ kind, positionals, values, print, tell });
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")))
      throw error;
    print(`${error.message}\n\n${usageOf(kind)}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));

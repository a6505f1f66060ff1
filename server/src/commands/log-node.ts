import { type Notice, nodeCommand, nodeOptions } from "@biaochi/ledger/nodes";
import { sayComposed } from "@biaochi/words";
import type { Command, CommandOption } from "./command.ts";

const summaries = {
  name: "command.option-node-name",
  host: "command.option-node-host",
  port: "command.option-node-port",
  log: "command.option-node-log",
  url: "command.option-node-url",
  policy: "command.option-node-policy",
  witness: "command.option-node-witness",
  once: "command.option-node-once",
  "passphrase-file": "command.option-node-passphrase",
} as const satisfies Record<keyof typeof nodeOptions, CommandOption["summary"]>;

const options = Object.fromEntries(
  Object.entries(nodeOptions).map(([name, option]) => [
    name,
    { ...option, summary: summaries[name as keyof typeof summaries] },
  ]),
);

/** The nodes of the log's other parties. They need nothing of this installation: neither its data folder nor its database. */
function nodeOf(kind: "witness" | "mirror", verbs: string): Command {
  return {
    name: kind,
    summary: `command.${kind}`,
    arguments: verbs,
    options,
    run({ positionals, values, language, isJson, print }) {
      const tell = ({ code, params }: Notice) => {
        const at = new Date().toISOString();
        const line = isJson ? JSON.stringify({ at, code, ...params }) : sayComposed(language, `node.${code}`, params);
        process.stderr.write(`${line}\n`);
      };
      return nodeCommand({ kind, positionals, values, print, tell });
    },
  };
}

export const witness = nodeOf("witness", "init | add-log | run | status | key | evidence | check-evidence <…>");
export const mirror = nodeOf("mirror", "init | run | status | key | evidence | check-evidence <…>");

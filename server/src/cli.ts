import { parseArgs } from "node:util";
import { type Code, type Language, say } from "@biaochi/words";
import { access } from "./commands/access.ts";
import { appraise } from "./commands/appraise.ts";
import { audit } from "./commands/audit.ts";
import { backup } from "./commands/backup.ts";
import {
  type Command,
  type CommandContext,
  type CommandOption,
  type ExitCode,
  exitCode,
  sentence,
} from "./commands/command.ts";
import { config } from "./commands/config.ts";
import { erasures } from "./commands/erasures.ts";
import { explain } from "./commands/explain.ts";
import { facts } from "./commands/facts.ts";
import { generate } from "./commands/generate.ts";
import { intake } from "./commands/intake.ts";
import { lint } from "./commands/lint.ts";
import { load } from "./commands/load.ts";
import { log } from "./commands/log.ts";
import { entry } from "./commands/log-entry.ts";
import { mirror, witness } from "./commands/log-node.ts";
import { mail } from "./commands/mail.ts";
import { migrate } from "./commands/migrate.ts";
import { registry } from "./commands/registry.ts";
import { restore } from "./commands/restore.ts";
import { serve } from "./commands/serve.ts";
import { verifier } from "./commands/verifier.ts";
import { verify } from "./commands/verify.ts";
import { readSettings } from "./platform/settings.ts";

/** Every command there is. A new one is a file in `commands/` and a line here. */
const commands: readonly Command[] = [
  serve,
  config,
  migrate,
  backup,
  restore,
  generate,
  appraise,
  lint,
  explain,
  load,
  facts,
  registry,
  intake,
  audit,
  access,
  erasures,
  mail,
  verifier,
  witness,
  mirror,
  log,
  entry,
  verify,
];

const globalOptions = {
  help: { type: "boolean", short: "h", summary: "help.option-help" },
  lang: { type: "string", summary: "help.option-lang" },
  json: { type: "boolean", summary: "help.option-json" },
  config: { type: "string", summary: "help.option-config" },
} as const satisfies Record<string, CommandOption>;

function languageFrom(text: unknown): Language | undefined {
  return text === "zh-CN" || text === "en" ? text : undefined;
}

/** Chinese first; English where the machine says so. */
function spokenHere(): Language {
  const { BIAOCHI_LANG, LC_ALL, LANG } = process.env;
  return languageFrom(BIAOCHI_LANG) ?? (/^en/.test(LC_ALL ?? LANG ?? "") ? "en" : "zh-CN");
}

function optionLines(language: Language, options: Readonly<Record<string, CommandOption>>): string {
  return Object.entries(options)
    .map(([name, option]) => {
      const flag = `--${name}${option.type === "string" ? " …" : ""}`;
      return `  ${flag.padEnd(20)}${say(language, option.summary)}`;
    })
    .join("\n");
}

function help(language: Language, command: Command | undefined): string {
  const title = (code: Code) => `${say(language, code)}${language === "en" ? ":" : "："}`;
  const head =
    command === undefined
      ? [
          say(language, "help.usage"),
          "",
          title("help.commands"),
          ...commands.map((each) => `  ${each.name.padEnd(20)}${say(language, each.summary)}`),
        ]
      : [`biaochi ${command.name} ${command.arguments ?? ""}`.trimEnd(), "", say(language, command.summary)];
  const options = optionLines(language, { ...command?.options, ...globalOptions });
  return [...head, "", title("help.options"), options, "", say(language, "help.exit-codes"), ""].join("\n");
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

function usage(language: Language, name: string, error: unknown): ExitCode {
  const reason = error instanceof Error ? error.message : String(error);
  tell(say(language, "command-usage", { name, reason }));
  return exitCode.usage;
}

async function runCommand(command: Command, args: readonly string[]): Promise<ExitCode> {
  const described = { ...command.options, ...globalOptions };
  const options = Object.fromEntries(
    Object.entries(described).map(([name, { summary: _, ...option }]: [string, CommandOption]) => [name, option]),
  );
  let parsed: { values: CommandContext["values"]; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return usage(spokenHere(), command.name, error);
  }
  const { values, positionals } = parsed;
  const asked = values.lang;
  const first = languageFrom(asked);
  if (asked !== undefined && first === undefined) return usage(spokenHere(), command.name, "--lang zh-CN | en");
  if (values.help === true) {
    process.stdout.write(help(first ?? spokenHere(), command));
    return exitCode.done;
  }
  const file = values.config;
  const question = { env: process.env, ...(typeof file === "string" ? { configFile: file } : {}) };
  const settings = readSettings(question);
  if (!settings.ok) {
    tell(sentence(first ?? spokenHere(), settings.refusal));
    return exitCode.usage;
  }
  const fromSettings = settings.value.from.language === "default" ? undefined : settings.value.settings.language;
  const language = first ?? fromSettings ?? spokenHere();
  const isJson = values.json === true;
  const print = (text: string) => process.stdout.write(`${text}\n`);
  return command.run({
    positionals,
    values,
    language,
    isJson,
    settings: settings.value,
    print,
    tell: (notice) => tell(sentence(language, notice)),
    report: (notice) => print(isJson ? JSON.stringify({ ok: true, ...notice }) : sentence(language, notice)),
  });
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name.startsWith("-") || name === "help") {
    const at = args.indexOf("--lang");
    const language = (at >= 0 ? languageFrom(args[at + 1]) : undefined) ?? spokenHere();
    process.stdout.write(help(language, undefined));
    return name === undefined ? exitCode.usage : exitCode.done;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    tell(say(spokenHere(), "command-unknown", { name }));
    return exitCode.usage;
  }
  return runCommand(command, rest);
}

// `| head` reads what it wants and leaves: nothing went wrong.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") process.exit(exitCode.done);
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell(say(spokenHere(), "command-broken", { reason }));
  process.exitCode = exitCode.failed;
}

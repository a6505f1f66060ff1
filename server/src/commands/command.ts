import type { Code, Language } from "@biaochi/words";
import { type PlatformRefusal, sayRefusal } from "../platform/refusal.ts";
import type { SettingsRead } from "../platform/settings.ts";

/** What a shell is told. Printed by `--help`; scripts rely on it. */
export const exitCode = { done: 0, failed: 1, usage: 2, refused: 3 } as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export type CommandOption = {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  readonly summary: Code;
};

export type CommandContext = {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly language: Language;
  readonly isJson: boolean;
  readonly settings: SettingsRead;
  /** The result: to standard output. */
  print(text: string): void;
  /** Progress, notices and refusals: to standard error. */
  tell(notice: PlatformRefusal): void;
  /** The result as JSON with `--json`, else as the sentence. */
  report(notice: PlatformRefusal): void;
};

export type Command = {
  readonly name: string;
  readonly summary: Code;
  /** How its arguments are written: `<file>`. */
  readonly arguments?: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  run(context: CommandContext): Promise<ExitCode>;
};

/** Says why not, and gives the exit code of a refusal. */
export function refused(context: CommandContext, refusal: PlatformRefusal): ExitCode {
  if (context.isJson) context.print(JSON.stringify({ ok: false, ...refusal }));
  context.tell(refusal);
  return exitCode.refused;
}

export function misused(context: CommandContext, name: string, reason: string): ExitCode {
  context.tell({ code: "command-usage", params: { name, reason } });
  return exitCode.usage;
}

export function sentence(language: Language, notice: PlatformRefusal): string {
  return sayRefusal(language, notice);
}

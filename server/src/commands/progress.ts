import { type Language, sayComposed } from "@biaochi/words";

/** Shows on standard error how far a command is, once it has taken more than a second. */
export interface Progress {
  /** `code` names the step; `done` of `total` in whatever the step counts. */
  at(code: string, done: number, total: number): void;
  end(): void;
}

const quietFor = 1000;

/** On a terminal one line that is rewritten; in a log one line for each step and tenth. */
export function openProgress(language: Language, stream: NodeJS.WriteStream = process.stderr): Progress {
  const started = performance.now();
  let shown = "";
  let last = 0;
  return {
    at(code, done, total) {
      const now = performance.now();
      if (now - started < quietFor) return;
      const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
      const text = `${sayComposed(language, code)} ${stream.isTTY ? percent : Math.floor(percent / 10) * 10} %`;
      if (text === shown || (stream.isTTY && now - last < 100)) return;
      stream.write(stream.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
      shown = text;
      last = now;
    },
    end() {
      if (stream.isTTY && shown !== "") stream.write("\r\u001b[2K");
    },
  };
}

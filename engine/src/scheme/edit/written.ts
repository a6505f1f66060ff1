/** Values as an author writes them: on one line where they fit, otherwise one key per line. */

/** A value on one line may be so long; longer ones are written line by line. */
const widest = 110;

const plainWord = /^[\p{L}_][\p{L}\p{N}_\-.%（）、，。；：·+/ ]*$/u;
/** Numbers that keep their digits, shares, fractions and days: none of them needs quotes. */
const plainFigure = /^(-?\d{1,15}\.\d{1,15}|-?\d{1,15}(\.\d{1,15})?%|\d{1,15}\/\d{1,15}|\d{4}-\d\d-\d\d)$/;
const reserved = /^(true|false|null|~|\.inf|\.nan)$/i;

function word(text: string, isJson: boolean): string {
  const isPlain =
    (plainWord.test(text) && !text.endsWith(" ") && !text.endsWith(".") && !reserved.test(text)) ||
    plainFigure.test(text);
  return isPlain && !isJson ? text : JSON.stringify(text);
}

const entriesOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, inner]) => inner !== undefined);

/** On one line, as it stands inside braces. */
export function inFlow(value: unknown, isJson: boolean): string {
  if (typeof value === "string") return word(value, isJson);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((each) => inFlow(each, isJson)).join(", ")}]`;
  const entries = entriesOf(value).map(([key, inner]) => `${word(key, isJson)}: ${inFlow(inner, isJson)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Lines of a value that stands at `indent` spaces; the first has no indentation of its own. */
function inBlock(value: unknown, indent: number): readonly string[] {
  const line = inFlow(value, false);
  if (typeof value !== "object" || value === null || line.length + indent <= widest || line.length < 4) return [line];
  const space = " ".repeat(indent);
  const lines = Array.isArray(value)
    ? value.flatMap((each) => startedWith("- ", inBlock(each, indent + 2)))
    : entriesOf(value).flatMap(([key, inner]) => {
        const below = inBlock(inner, indent + 2);
        const name = `${word(key, false)}:`;
        if (below.length === 1) return [`${name} ${below[0]}`];
        return [name, `  ${below[0]}`, ...below.slice(1).map((each) => each)];
      });
  return lines.map((each, i) => (i === 0 || each.startsWith(space) ? each : space + each));
}

const startedWith = (mark: string, lines: readonly string[]): readonly string[] => [
  mark + (lines[0] ?? ""),
  ...lines.slice(1),
];

/** A member of a list in block style, dash and all, without a line feed at its end. */
export const asMember = (value: unknown, indent: number, eol: string): string =>
  " ".repeat(indent) + startedWith("- ", inBlock(value, indent + 2)).join(eol);

/** A key with its value in block style; the first line has no indentation. */
export function asPair(key: string, value: unknown, indent: number, eol: string): string {
  const lines = inBlock(value, indent + 2);
  if (lines.length === 1) return `${word(key, false)}: ${lines[0]}`;
  return [`${word(key, false)}:`, `${" ".repeat(indent + 2)}${lines[0]}`, ...lines.slice(1)].join(eol);
}

export const asKey = word;

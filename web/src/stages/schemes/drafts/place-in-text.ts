/**
 * Where in a YAML document a place lies: the keys above it, "[]" for an entry of a list; and whether a key or a value is expected
 * there. Reads line by line, block and flow style, and needs no sound document: people ask while they type.
 */
export type PlaceInText = {
  readonly path: readonly string[];
  /** What has been typed of the word at hand, and where it begins. */
  readonly from: number;
  /** Whether the word may be a key, or is the value of the last key of the path. */
  readonly expects: "key" | "value" | "either";
};

type Level = { readonly indent: number; readonly key: string };
/** A bracket that is not closed yet, and the keys around it. */
type Open = { readonly sign: "{" | "["; readonly around: readonly string[] };

const word = /[\p{L}\p{N}@._-]*$/u;

/** Keys and brackets of one line, put upon what stands around it. */
function readFlow(text: string, open: Open[], at: string[]): { readonly hasValue: boolean } {
  let pending: string | undefined;
  let hasValue = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i] ?? "";
    if (sign === '"' || sign === "'") {
      const end = text.indexOf(sign, i + 1);
      if (end < 0) return { hasValue: true };
      pending = text.slice(i + 1, end);
      i = end;
    } else if (sign === "#" && /\s/.test(text[i - 1] ?? " ")) break;
    else if (sign === "{" || sign === "[") {
      open.push({ sign, around: [...at] });
      if (sign === "[") at.push("[]");
      [pending, hasValue] = [undefined, false];
    } else if (sign === "}" || sign === "]") {
      at.splice(0, at.length, ...(open.pop()?.around ?? []));
      [pending, hasValue] = [undefined, true];
    } else if (sign === ",") {
      const inner = open.at(-1);
      if (inner !== undefined) at.splice(inner.around.length + (inner.sign === "[" ? 1 : 0));
      [pending, hasValue] = [undefined, false];
    } else if (sign === ":" && /[\s]|^$/.test(text[i + 1] ?? "")) {
      if (pending !== undefined) at.push(pending);
      [pending, hasValue] = [undefined, true];
    } else if (!/\s/.test(sign)) {
      const found = /^[\p{L}\p{N}@._/-]+/u.exec(text.slice(i))?.[0] ?? sign;
      pending = found;
      i += found.length - 1;
    }
  }
  return { hasValue };
}

export function placeInText(text: string, offset: number): PlaceInText {
  const before = text.slice(0, offset);
  const typed = word.exec(before)?.[0] ?? "";
  const from = offset - typed.length;
  const lines = before.slice(0, from).split("\n");
  const levels: Level[] = [];
  const open: Open[] = [];
  const inside = (hasValue: boolean) => (open.at(-1)?.sign === "[" ? "either" : hasValue ? "value" : "key");
  let at: string[] = [];
  let expects: PlaceInText["expects"] = "key";
  for (const [n, line] of lines.entries()) {
    const isLast = n === lines.length - 1;
    if (open.length === 0) {
      let rest = line;
      let indent = line.length - line.trimStart().length;
      if (!isLast && (rest.trim() === "" || rest.trimStart().startsWith("#"))) continue;
      rest = rest.trimStart();
      // A list may stand at the indent of its own key.
      const isAround = ({ indent: outer, key }: Level) =>
        outer < indent || (outer === indent && key !== "[]" && /^-(\s|$)/.test(rest));
      for (let top = levels.at(-1); top !== undefined && !isAround(top); top = levels.at(-1)) levels.pop();
      while (/^-(\s|$)/.test(rest)) {
        const inner = rest.slice(1).trimStart();
        levels.push({ indent, key: "[]" });
        indent += rest.length - inner.length;
        rest = inner;
      }
      const key = /^["']?([\p{L}\p{N}@._/-]+)["']?\s*:(?=\s|$)/u.exec(rest);
      expects = rest.trim() === "" ? "either" : "key";
      if (key !== null) {
        levels.push({ indent, key: key[1] ?? "" });
        rest = rest.slice(key[0].length);
        expects = "value";
      }
      at = levels.map((level) => level.key);
      const { hasValue } = readFlow(rest, open, at);
      if (open.length > 0) expects = inside(hasValue);
    } else {
      const { hasValue } = readFlow(line, open, at);
      if (open.length > 0) expects = inside(hasValue);
      else expects = "key";
    }
  }
  return { path: at, from, expects };
}

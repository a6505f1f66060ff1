import { Composer, type Document, Lexer, type LineCounter, Parser } from "yaml";

/** Carries the first mistake of syntax out of the parser: the rest are mostly its consequences, and may be millions. */
export class SyntaxFault extends Error {
  /** Of a finding; `yaml-syntax` where only the parser's own reason says more. */
  readonly code: string;
  readonly offset: number;
  constructor(code: string, reason: string, offset: number) {
    super(reason);
    this.code = syntaxCodes[code] ?? "yaml-syntax";
    this.offset = offset;
  }
}
const syntaxCodes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "yaml-tab",
  BAD_INDENT: "yaml-indent",
  MISSING_CHAR: "yaml-not-closed",
  MULTIPLE_DOCS: "yaml-two-documents",
  RESOURCE_EXHAUSTION: "document-too-deep",
};

export function hasMoreTokens(text: string, most: number): boolean {
  let count = 0;
  for (const _token of new Lexer().lex(text)) if (++count > most) return true;
  return false;
}

/** The one document of a text, or undefined when the text holds none. Throws {@link SyntaxFault}. */
export function compose(text: string, lines: LineCounter): Document | undefined {
  const composer = new Composer({ uniqueKeys: false });
  let fault: SyntaxFault | undefined;
  // The composer itself catches what is thrown below it and reports it again: the first one counts.
  const onError = (source: unknown, code: string, message: string, isWarning?: boolean): void => {
    if (isWarning === true) return;
    const offset = code === "MISSING_CHAR" ? (openQuote(text) ?? offsetIn(source)) : offsetIn(source);
    fault ??= new SyntaxFault(code, message, offset);
    throw fault;
  };
  Object.assign(composer, { onError });
  let first: Document | undefined;
  for (const document of composer.compose(new Parser(lines.addNewLine).parse(text), true, text.length)) {
    const [error] = document.errors;
    if (error) throw new SyntaxFault(error.code, error.message, error.pos[0]);
    if (first) throw new SyntaxFault("MULTIPLE_DOCS", "---", document.range[0]);
    first = document;
  }
  return first?.contents ? first : undefined;
}

function offsetIn(source: unknown): number {
  if (typeof source === "number") return source;
  if (Array.isArray(source)) return Number(source[0]);
  return typeof source === "object" && source !== null && "offset" in source ? Number(source.offset) : 0;
}

/** Marks between tokens that stand for no characters of the text. */
const marks = new Set(["\u{FEFF}", "\u{2}", "\u{18}", "\u{1F}"]);

/** Where a quote begins that is still open at the end of the text: there the mistake is, not at the end. */
function openQuote(text: string): number | undefined {
  let offset = 0;
  let last: { readonly token: string; readonly offset: number } | undefined;
  for (const token of new Lexer().lex(text)) {
    if (marks.has(token)) continue;
    if (/^["']/.test(token)) last = { token, offset };
    offset += token.length;
  }
  const isOpen = last !== undefined && (last.token.length === 1 || !last.token.endsWith(last.token.slice(0, 1)));
  return isOpen ? last?.offset : undefined;
}

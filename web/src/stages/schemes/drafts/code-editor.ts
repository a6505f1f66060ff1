import { autocompletion, type CompletionContext, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, openSearchPanel, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import schema from "../../../../../engine/scheme.schema.json" with { type: "json" };
import { placeInText } from "./place-in-text.ts";
import { ownOffers, schemaOffers, type Vocabulary } from "./schema-words.ts";

/** The text editor of a scheme: highlighting, completion, findings beside the lines. The only file that knows the library. */

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "#1554a5" },
  { tag: [tags.string, tags.special(tags.string)], color: "#1a6b3c" },
  { tag: [tags.number, tags.bool, tags.null], color: "#7a4f00" },
  { tag: [tags.comment, tags.lineComment], color: "#57606a", fontStyle: "italic" },
  { tag: [tags.labelName, tags.typeName], color: "#7a2d8b" },
]);

const look = EditorView.theme({
  "&": { border: "1px solid #57606a", borderRadius: "4px", fontSize: "0.93rem", backgroundColor: "#fff" },
  "&.cm-focused": { outline: "3px solid #1554a5", outlineOffset: "1px" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace, 'Noto Sans SC'",
    lineHeight: "1.5",
    maxHeight: "65vh",
  },
  ".cm-content": { minHeight: "16rem" },
  ".cm-gutters": { backgroundColor: "#f3f5f8", color: "#57606a" },
  ".cm-tooltip": { maxWidth: "min(36rem, 90vw)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "#57606a" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail": { color: "#fff" },
});

export type Mark = {
  readonly line: number;
  readonly severity: "error" | "warning" | "advice";
  readonly message: string;
};

export type EditorOptions = {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly isReadOnly: boolean;
  readonly language: "zh-CN" | "en";
  /** What the library says itself, in the reader's language. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly vocabulary: () => Vocabulary | undefined;
  readonly onText: (text: string) => void;
};

export type Editor = {
  /** Another text, as from a merge; the place of the cursor stays where it can. */
  replace(text: string): void;
  mark(marks: readonly Mark[]): void;
  goTo(line: number): void;
  search(): void;
  close(): void;
};

const rank = { error: "error", warning: "warning", advice: "info" } as const;

function completion({ vocabulary, language }: EditorOptions): Extension {
  const complete = (context: CompletionContext) => {
    const place = placeInText(context.state.doc.toString(), context.pos);
    if (place.from === context.pos && !context.explicit) return null;
    const words = vocabulary();
    const own = words === undefined ? [] : ownOffers(place, words, language);
    const offers = [...own, ...schemaOffers(schema, place)];
    if (offers.length === 0) return null;
    const follows = context.state.sliceDoc(context.pos, context.pos + 1);
    return {
      from: place.from,
      options: offers.map(({ label, kind, detail }) => ({
        ...{ label, type: kind === "key" ? "property" : kind === "name" ? "variable" : "constant" },
        ...(detail === undefined ? {} : { detail }),
        ...(kind === "key" && follows !== ":" ? { apply: `${label}: ` } : {}),
      })),
      validFor: /^[\p{L}\p{N}@._-]*$/u,
    };
  };
  return autocompletion({ override: [complete], icons: false });
}

/** The content policy lets no style in without this request's nonce. */
const nonce = (): string => document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";

export function openEditor(options: EditorOptions): Editor {
  const { parent, text, label, describedBy, isReadOnly, phrases, onText } = options;
  let isReplacing = false;
  const attributes = {
    "aria-label": label,
    tabindex: "0",
    ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
  };
  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      EditorView.cspNonce.of(nonce()),
      EditorState.phrases.of(phrases),
      EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of(attributes),
      [lineNumbers(), foldGutter({ openText: "−", closedText: "+" }), lintGutter(), history(), drawSelection()],
      [
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        bracketMatching(),
        closeBrackets(),
      ],
      [yaml(), indentUnit.of("  "), syntaxHighlighting(colours), completion(options), look, EditorView.lineWrapping],
      // The Tab key leaves the editor, as it leaves every field.
      keymap.of([
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...completionKeymap,
        ...lintKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !isReplacing) onText(update.state.doc.toString());
      }),
    ],
  });
  return {
    replace(next) {
      const now = view.state.doc.toString();
      if (now === next) return;
      isReplacing = true;
      const head = Math.min(view.state.selection.main.head, next.length);
      view.dispatch({
        changes: { from: 0, to: now.length, insert: next },
        selection: { anchor: head },
        annotations: Transaction.addToHistory.of(true),
      });
      isReplacing = false;
    },
    mark(marks) {
      const { doc } = view.state;
      const diagnostics = marks.map(({ line, severity, message }): Diagnostic => {
        const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
        const from = at.from + (at.text.length - at.text.trimStart().length);
        return { from: Math.min(from, at.to), to: at.to, severity: rank[severity], message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo(line) {
      const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
      view.focus();
    },
    search: () => void openSearchPanel(view),
    close: () => view.destroy(),
  };
}

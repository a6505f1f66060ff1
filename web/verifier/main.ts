// The page that checks receipts from disk: no network, no storage, nothing but what the reader puts in.
import { utf8 } from "@biaochi/ledger";
import type { Language } from "@biaochi/words/verifier";
import { element } from "./elements.ts";
import { type HeldPolicy, type ReadPolicy, readPolicy, tellPolicy, tellPolicyRefusal } from "./policy-panel.ts";
import { type Read, readFile, readText } from "./read-receipt.ts";
import { tellReceipt, tellUnread } from "./report.ts";
import { type Say, speaker } from "./speak.ts";

interface Held {
  language: Language;
  isLarge: boolean;
  isEmbedded: boolean;
  policy: ReadPolicy | undefined;
  policyText: string;
  receipt: Read | undefined;
  receiptText: string;
  isReading: boolean;
}

const held: Held = {
  language: location.hash === "#en" ? "en" : "zh-CN",
  ...{ isLarge: false, isEmbedded: false, isReading: false },
  ...{ policy: undefined, policyText: "", receipt: undefined, receiptText: "" },
};

/** Counts what was put in, so that a slow picture does not overwrite what came after it. */
let turn = 0;

function takePolicy(text: string): void {
  held.policyText = text;
  held.isEmbedded = false;
  const plain = text.replaceAll("\r\n", "\n");
  held.policy = plain.trim() === "" ? undefined : readPolicy(utf8(plain.endsWith("\n") ? plain : `${plain}\n`));
  drawResult();
}

function takeText(text: string): void {
  turn += 1;
  held.receiptText = text;
  held.isReading = false;
  held.receipt = text.trim() === "" ? undefined : readText(text);
  drawResult();
}

async function takeFile(file: Blob): Promise<void> {
  turn += 1;
  const mine = turn;
  held.isReading = true;
  held.receiptText = "";
  drawResult();
  const read = await readFile(file);
  if (mine !== turn) return;
  held.isReading = false;
  held.receipt = read;
  drawResult();
  document.querySelector<HTMLElement>("#result h3")?.focus();
}

function heldPolicy(): HeldPolicy | undefined {
  return held.policy?.ok === true ? held.policy.held : undefined;
}

function policyTold(say: Say): HTMLElement | undefined {
  const { policy } = held;
  if (policy === undefined) return undefined;
  return policy.ok ? tellPolicy(say, policy.held) : tellPolicyRefusal(say, policy.refusal);
}

function resultTold(say: Say): HTMLElement {
  const { receipt } = held;
  if (held.isReading) return element("p", { class: "quiet" }, say("reading"));
  if (receipt === undefined) return element("p", { class: "quiet" }, say("waiting"));
  if (!receipt.ok) return tellUnread(say, receipt.unread);
  const policy = heldPolicy();
  if (policy === undefined) return element("p", { class: "quiet" }, say("waiting-policy"));
  return tellReceipt(say, receipt.receipt, policy);
}

/** What was found, without touching the fields in which somebody writes. */
function drawResult(): void {
  const say = speaker(held.language);
  document.querySelector("#policy-told")?.replaceChildren(...[policyTold(say)].flatMap((each) => each ?? []));
  document.querySelector("#told")?.replaceChildren(resultTold(say));
}

function button(text: string, act: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

function fileField(id: string, label: string, accept: string, take: (file: File) => void): HTMLElement {
  const input = element("input", { type: "file", id, accept });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file !== undefined) take(file);
  });
  return element("div", { class: "field" }, element("label", { for: id }, label), input);
}

function textField(id: string, label: string, text: string, take: (text: string) => void): HTMLElement {
  const area = element("textarea", { id, rows: "5", spellcheck: "false", autocomplete: "off" });
  area.value = text;
  area.addEventListener("input", () => take(area.value));
  return element("div", { class: "field" }, element("label", { for: id }, label), area);
}

function policyPart(say: Say): HTMLElement {
  const fields = [
    element("p", {}, say("policy-why")),
    fileField("policy-file", say("policy-file"), "", async (file) => takePolicy(await file.text())),
    textField("policy-text", say("policy-text"), held.policyText, takePolicy),
  ];
  const embedded = [
    element("p", {}, say("policy-embedded")),
    element("details", {}, element("summary", {}, say("policy-change")), ...fields),
  ];
  return element(
    "section",
    { "aria-labelledby": "policy-title" },
    element("h2", { id: "policy-title" }, say("policy")),
    element("div", { class: "inputs" }, ...(held.isEmbedded ? embedded : fields)),
    element("div", { id: "policy-told" }),
  );
}

function receiptPart(say: Say): HTMLElement {
  const text = textField("receipt-text", say("receipt-text"), held.receiptText, takeText);
  text.addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (file === undefined) return;
    event.preventDefault();
    void takeFile(file);
  });
  return element(
    "section",
    { "aria-labelledby": "receipt-title", class: "inputs" },
    element("h2", { id: "receipt-title" }, say("receipt")),
    fileField("receipt-file", say("receipt-file"), "", (file) => void takeFile(file)),
    text,
    button(say("clear"), () => {
      takeText("");
      draw();
      document.querySelector<HTMLElement>("#receipt-file")?.focus();
    }),
  );
}

function limits(say: Say): HTMLElement {
  const codes = ["limit.truth", "limit.latest", "limit.file"] as const;
  return element(
    "footer",
    {},
    element("h2", {}, say("limits")),
    element("ul", {}, ...codes.map((code) => element("li", {}, say(code)))),
    element("p", { class: "quiet" }, say("licences")),
  );
}

function draw(): void {
  const say = speaker(held.language);
  document.documentElement.lang = held.language;
  document.documentElement.classList.toggle("large-type", held.isLarge);
  document.title = say("title");
  const other: Language = held.language === "en" ? "zh-CN" : "en";
  const again = (change: () => void) => () => {
    const at = document.activeElement?.id ?? "";
    change();
    draw();
    document.getElementById(at)?.focus();
  };
  const switches = element(
    "div",
    { class: "switches" },
    button(
      say("other-language"),
      again(() => (held.language = other)),
      { id: "language", lang: other },
    ),
    button(
      say(held.isLarge ? "normal" : "large"),
      again(() => (held.isLarge = !held.isLarge)),
      { id: "type" },
    ),
    button(say("print"), () => print(), { id: "print" }),
  );
  const result = element(
    "section",
    { id: "result", "aria-labelledby": "result-title", "aria-live": "polite" },
    element("h2", { id: "result-title" }, say("result")),
    element("div", { id: "told" }),
  );
  document.body.replaceChildren(
    element(
      "header",
      {},
      element("div", {}, element("h1", {}, say("title")), element("p", {}, say("offline"))),
      switches,
    ),
    element("main", {}, policyPart(say), receiptPart(say), result),
    limits(say),
  );
  drawResult();
}

/** `biaochi verifier --policy` writes it behind the page, so that the page itself keeps its digest. */
function takeEmbedded(): void {
  const text = document.querySelector("script#trust-policy")?.textContent;
  if (text === undefined || text === null) return;
  takePolicy(text.replace(/^\n/, ""));
  held.isEmbedded = true;
}

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (file !== undefined) void takeFile(file);
});
document.addEventListener("DOMContentLoaded", () => {
  takeEmbedded();
  draw();
});

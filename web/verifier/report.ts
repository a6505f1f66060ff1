// The result: one sentence that a person can act on, then what it means, then everything that it rests on.
import {
  base64,
  checkReceipt,
  formatEntry,
  fromBase64,
  leafHash,
  opens,
  parseExtra,
  type Receipt,
  type ReceiptReport,
} from "@biaochi/ledger";
import { element, facts } from "./elements.ts";
import type { HeldPolicy } from "./policy-panel.ts";
import type { Unread } from "./read-receipt.ts";
import { grouped, isCode, momentOf, type Say } from "./speak.ts";
import { meaningOf, sayWrong } from "./wrong.ts";

type Tone = "good" | "caution" | "bad";
const signs: Record<Tone, string> = { good: "✓", caution: "!", bad: "×" };

function verdict(tone: Tone, title: string, ...body: readonly (HTMLElement | undefined)[]): HTMLElement {
  return element(
    "div",
    { class: `verdict ${tone}`, "data-tone": tone },
    element("h3", { tabindex: "-1" }, element("span", { class: "sign", "aria-hidden": "true" }, signs[tone]), title),
    ...body,
  );
}

const paragraph = (text: string) => element("p", {}, text);

export function tellUnread(say: Say, unread: Unread): HTMLElement {
  const meaning = meaningOf(unread.code);
  const tone = meaning === "unreadable" ? "caution" : "bad";
  return verdict(
    tone,
    say(meaning === "unreadable" ? "unreadable" : "refused"),
    paragraph(sayWrong(say, unread)),
    element("h4", {}, say("means")),
    paragraph(say(`if.${meaning}`)),
    element("p", { class: "quiet" }, `${say("fact.code")}${say.language === "en" ? ": " : "："}${unread.code}`),
  );
}

export function tellReceipt(say: Say, receipt: Receipt, { policy, fingerprint }: HeldPolicy): HTMLElement {
  const now = BigInt(Math.floor(Date.now() / 1000));
  const checked = checkReceipt(receipt, policy, now);
  if (!checked.ok) return tellUnread(say, checked.refusal);
  const report = checked.value;
  const { title, means, tone } = headline(say, report, shownIsFirst(receipt, report));
  return element(
    "div",
    {},
    verdict(tone, title, element("h4", {}, say("means")), paragraph(means)),
    element("h3", {}, say("what-it-says")),
    said(say, receipt, report),
    element("h3", {}, say("technical")),
    technical(say, report, fingerprint, now),
  );
}

/** Whether what is shown is version 1, the one that the entry itself committed to. */
function shownIsFirst({ extra }: Receipt, { entry }: ReceiptReport): boolean {
  const open = extra === undefined ? undefined : parseExtra(extra);
  const shown = open?.ok === true ? open.value.open : undefined;
  const [key, commitment] = [fromBase64(shown?.k ?? ""), fromBase64("c" in entry ? entry.c : "")];
  if (shown === undefined || key === undefined || commitment === undefined) return false;
  return opens(commitment, { key, record: shown.record });
}

function headline(say: Say, report: ReceiptReport, isFirst: boolean): { title: string; means: string; tone: Tone } {
  const { standing, isOpened } = report;
  if (isOpened === false && !isFirst) return { title: say("not-opened"), means: say("not-opened-means"), tone: "bad" };
  const params = {
    snapshot: report.snapshot?.index ?? 0,
    version: report.record?.version ?? 1,
    set: report.record?.set ?? 0,
  };
  const tone = standing === "latest" || standing === "included" ? "good" : "caution";
  return { title: say(standing, params), means: say(`${standing}-means`, params), tone };
}

function shownContent(say: Say, receipt: Receipt, report: ReceiptReport): readonly (HTMLElement | string)[] {
  const extra = receipt.extra === undefined ? undefined : parseExtra(receipt.extra);
  const open = extra?.ok === true ? extra.value.open : undefined;
  if (open === undefined) return [say("opened-nothing")];
  const isFirst = shownIsFirst(receipt, report);
  const old = report.standing === "erased" ? "opened-erased" : "opened-old";
  const sentence = report.isOpened === true ? "opened" : isFirst ? old : "not-opened";
  return [say(sentence), element("pre", { tabindex: "0" }, JSON.stringify(open.record, undefined, 2))];
}

function typeInWords(say: Say, type: string): string {
  const code = `entry.${type}`;
  return isCode(code) ? say(code) : say("entry.other", { type });
}

function said(say: Say, receipt: Receipt, report: ReceiptReport): HTMLElement {
  const { entry, checkpoint, index, witnesses, snapshot, record } = report;
  const type = typeInWords(say, entry.t);
  const seen = [...witnesses].map(([name, at]) => say("fact.witness-at", { name, moment: momentOf(say, at) }));
  return facts([
    [say("fact.entry"), say("fact.entry-at", { type, index: String(index), size: String(checkpoint.size) })],
    [say("fact.by"), entry.by],
    [say("fact.at"), momentOf(say, entry.at)],
    [say("fact.witness"), seen.length === 0 ? say("fact.witness-none") : seen],
    ...(snapshot === undefined || record === undefined
      ? []
      : ([
          [
            say("fact.snapshot"),
            say("fact.snapshot-at", { index: snapshot.index, moment: momentOf(say, snapshot.entry.at) }),
          ],
          [say("fact.version"), say("fact.version-set", { version: record.version, set: record.set })],
        ] as const)),
    [say("fact.content"), shownContent(say, receipt, report)],
  ]);
}

function technical(say: Say, { entry, checkpoint }: ReceiptReport, fingerprint: Uint8Array, now: bigint): HTMLElement {
  const leaf = formatEntry(entry);
  const code = (text: string) => element("code", {}, text);
  return facts([
    [say("fact.log"), code(checkpoint.origin)],
    [say("fact.id"), code(entry.id)],
    ...("c" in entry ? ([[say("fact.commitment"), code(entry.c)]] as const) : []),
    ...(leaf.ok ? ([[say("fact.leaf"), code(base64(leafHash(leaf.value)))]] as const) : []),
    [say("fact.root"), code(base64(checkpoint.root))],
    [say("fact.policy"), code(grouped(fingerprint))],
    [say("fact.checked"), momentOf(say, now)],
  ]);
}

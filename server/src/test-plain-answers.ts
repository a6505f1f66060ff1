import { partsOf, readPdf } from "./documents/test-documents.ts";

/** What an answer says to a reader: documents as their text, and no moment, digest or token, which no two cities share. */
export function plain(answer: Buffer | string): string {
  if (typeof answer === "string") return withoutChance(answer);
  if (answer.subarray(0, 5).toString("latin1") === "%PDF-") return withoutChance(readPdf(answer).pages.join("\n"));
  if (answer.subarray(0, 4).toString("latin1") === "PK\u0003\u0004")
    return [...partsOf(answer)]
      .map(([name, text]) => withoutChance(`${name}\n${isFile(text) ? "<file>" : text}`))
      .join("\n");
  return withoutChance(answer.toString("utf8"));
}

/** A document within an archive: it is read where it is handed out by itself. */
const isFile = (text: string): boolean => text.startsWith("%PDF-") || text.startsWith("PK\u0003\u0004");

const withoutChance = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?/g, "<moment>")
    .replaceAll(/\d{4}年\d{1,2}月\d{1,2}日 ?\d{1,2}:\d\d/g, "<moment>")
    .replaceAll(/\d{1,2} [A-Z][a-z]+ \d{4}, \d{1,2}:\d\d/g, "<moment>")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d)?/g, "<moment>")
    .replaceAll(/\b([a-z]\d:)?[0-9a-f]{16,128}\b/g, "<digest>")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<digest>")
    .replaceAll(/[A-Z2-7]{26,}/g, "<secret>")
    .replaceAll(/"(reqId|request|instance)":"[^"]*"/g, '"$1":"<request>"')
    .replaceAll(/"(duration|size)":\d+/g, '"$1":0')
    .replaceAll(/[A-Za-z0-9_-]{40,}/g, "<token>");

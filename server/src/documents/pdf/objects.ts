import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

/** A PDF file in the making (ISO 32000-1, 7.5): numbered objects, then the table of where each lies. */
export type PdfFile = {
  /** Reserves a number, so that objects can name each other. */
  reserve(): number;
  set(number: number, body: string | Buffer): void;
  add(body: string | Buffer): number;
  /** Compressed; `entries` are further keys of its dictionary. */
  addStream(content: Buffer, entries?: string): number;
  /** The whole file. Its identifier is the digest of what it holds, so equal content gives equal bytes. */
  finish(root: number, info: number): Buffer;
};

export const ref = (number: number): string => `${number} 0 R`;

/** A text string in UTF-16 with its mark, written in hexadecimal: any language, nothing to escape. */
export function textString(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return `<${bytes.toString("hex").toUpperCase()}>`;
}

/** At most three decimals, no exponent, no closing zeros: 12.5, -0.207, 3. */
export function num(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return Object.is(rounded, -0) ? "0" : String(rounded);
}

/** D:20270305143000Z */
export function dateString(at: Date): string {
  return `(D:${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z)`;
}

export function startPdf(): PdfFile {
  const objects: (Buffer | undefined)[] = [];
  const asBytes = (body: string | Buffer) => (typeof body === "string" ? Buffer.from(body, "latin1") : body);
  const file: PdfFile = {
    reserve() {
      objects.push(undefined);
      return objects.length;
    },
    set(number, body) {
      objects[number - 1] = asBytes(body);
    },
    add(body) {
      const number = file.reserve();
      file.set(number, body);
      return number;
    },
    addStream(content, entries = "") {
      const packed = deflateSync(content, { level: 6 });
      const head = `<< /Length ${packed.length} /Filter /FlateDecode ${entries}>>\nstream\n`;
      return file.add(Buffer.concat([Buffer.from(head, "latin1"), packed, Buffer.from("\nendstream", "latin1")]));
    },
    finish(root, info) {
      const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
      const offsets: number[] = [];
      let at = parts[0]?.length ?? 0;
      for (const [n, body] of objects.entries()) {
        if (body === undefined) throw new Error(`pdf: object ${n + 1} was reserved and never written`);
        const head = Buffer.from(`${n + 1} 0 obj\n`, "latin1");
        const tail = Buffer.from("\nendobj\n", "latin1");
        offsets.push(at);
        parts.push(head, body, tail);
        at += head.length + body.length + tail.length;
      }
      const id = createHash("sha256");
      for (const part of parts) id.update(part);
      const hex = id.digest("hex").slice(0, 32).toUpperCase();
      const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
      const size = objects.length + 1;
      const end = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root ${ref(root)} /Info ${ref(info)} /ID [<${hex}> <${hex}>] >>\nstartxref\n${at}\n%%EOF\n`;
      return Buffer.concat([...parts, Buffer.from(end, "latin1")]);
    },
  };
  return file;
}

import type { Glyph } from "./face.ts";
import { type Bounds, boundsOf, type Outline } from "./outline.ts";

/**
 * A TrueType file with these glyphs only, for a PDF to carry (ISO 32000-1, 9.9: `glyf`, `head`, `hhea`, `hmtx`, `loca`,
 * `maxp`). Glyph 0 is empty; glyph n + 1 is the n-th of the list. The same glyphs give the same bytes.
 */
export function subsetOf(glyphs: readonly Glyph[]): Buffer {
  const outlines = [undefined, ...glyphs.map(({ outline }) => outline)];
  const encoded = outlines.map((outline) => (outline === undefined ? Buffer.alloc(0) : packedOf(outline).bytes));
  const loca = Buffer.alloc((encoded.length + 1) * 4);
  let at = 0;
  for (const [n, bytes] of encoded.entries()) {
    loca.writeUInt32BE(at, n * 4);
    at += bytes.length;
  }
  loca.writeUInt32BE(at, encoded.length * 4);
  const hmtx = Buffer.alloc(encoded.length * 4);
  hmtx.writeUInt16BE(1000, 0);
  for (const [n, { advance, outline }] of glyphs.entries()) {
    hmtx.writeUInt16BE(advance, (n + 1) * 4);
    hmtx.writeInt16BE(packedOf(outline).bounds.xMin, (n + 1) * 4 + 2);
  }
  return sfnt([
    ["glyf", Buffer.concat(encoded)],
    ["head", headOf(glyphs)],
    ["hhea", hheaOf(encoded.length)],
    ["hmtx", hmtx],
    ["loca", loca],
    ["maxp", maxpOf(glyphs, encoded.length)],
  ]);
}

type Packed = { readonly bytes: Buffer; readonly bounds: Bounds };

/** The same characters return in document after document: each is packed once. */
const packed = new WeakMap<Outline, Packed>();

function packedOf(outline: Outline): Packed {
  const known = packed.get(outline);
  if (known !== undefined) return known;
  const bounds = boundsOf(outline);
  const made = { bytes: encode(outline, bounds), bounds };
  packed.set(outline, made);
  return made;
}

function encode(outline: Outline, { xMin, yMin, xMax, yMax }: Bounds): Buffer {
  const { x, y, on, ends } = outline;
  if (x.length === 0) return Buffer.alloc(0);
  const bytes: number[] = [];
  const push16 = (value: number) => bytes.push((value >> 8) & 0xff, value & 0xff);
  for (const value of [ends.length, xMin, yMin, xMax, yMax, ...ends, 0]) push16(value);
  const delta = (values: Int16Array, n: number) => (values[n] ?? 0) - (n === 0 ? 0 : (values[n - 1] ?? 0));
  const isShort = (value: number) => value !== 0 && Math.abs(value) < 256;
  for (let n = 0; n < x.length; n += 1) {
    const [dx, dy] = [delta(x, n), delta(y, n)];
    const flagX = isShort(dx) ? 0x02 | (dx > 0 ? 0x10 : 0) : dx === 0 ? 0x10 : 0;
    const flagY = isShort(dy) ? 0x04 | (dy > 0 ? 0x20 : 0) : dy === 0 ? 0x20 : 0;
    bytes.push((on[n] ?? 0) | flagX | flagY);
  }
  for (const values of [x, y])
    for (let n = 0; n < values.length; n += 1) {
      const by = delta(values, n);
      if (isShort(by)) bytes.push(Math.abs(by));
      else if (by !== 0) push16(by);
    }
  while (bytes.length % 4 !== 0) bytes.push(0);
  return Buffer.from(bytes);
}

function headOf(glyphs: readonly Glyph[]): Buffer {
  const head = Buffer.alloc(54);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt32BE(0x00010000, 4);
  head.writeUInt32BE(0x5f0f3cf5, 12);
  head.writeUInt16BE(0x0003, 16);
  head.writeUInt16BE(1000, 18);
  const all = glyphs.filter(({ outline }) => outline.x.length > 0).map(({ outline }) => packedOf(outline).bounds);
  const least = (pick: (each: (typeof all)[number]) => number) =>
    all.reduce((low, each) => Math.min(low, pick(each)), 0);
  const most = (pick: (each: (typeof all)[number]) => number) =>
    all.reduce((top, each) => Math.max(top, pick(each)), 0);
  head.writeInt16BE(
    least((each) => each.xMin),
    36,
  );
  head.writeInt16BE(
    least((each) => each.yMin),
    38,
  );
  head.writeInt16BE(
    most((each) => each.xMax),
    40,
  );
  head.writeInt16BE(
    most((each) => each.yMax),
    42,
  );
  head.writeUInt16BE(8, 46);
  head.writeInt16BE(2, 48);
  head.writeInt16BE(1, 50);
  return head;
}

function hheaOf(count: number): Buffer {
  const hhea = Buffer.alloc(36);
  hhea.writeUInt32BE(0x00010000, 0);
  hhea.writeInt16BE(880, 4);
  hhea.writeInt16BE(-120, 6);
  hhea.writeUInt16BE(1000, 10);
  hhea.writeInt16BE(1, 18);
  hhea.writeUInt16BE(count, 34);
  return hhea;
}

function maxpOf(glyphs: readonly Glyph[], count: number): Buffer {
  const maxp = Buffer.alloc(32);
  maxp.writeUInt32BE(0x00010000, 0);
  maxp.writeUInt16BE(count, 4);
  maxp.writeUInt16BE(
    glyphs.reduce((most, { outline }) => Math.max(most, outline.x.length), 0),
    6,
  );
  maxp.writeUInt16BE(
    glyphs.reduce((most, { outline }) => Math.max(most, outline.ends.length), 0),
    8,
  );
  maxp.writeUInt16BE(1, 14);
  return maxp;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const word =
      bytes.length - at >= 4
        ? bytes.readUInt32BE(at)
        : Buffer.concat([bytes.subarray(at), Buffer.alloc(3)]).readUInt32BE(0);
    sum = (sum + word) >>> 0;
  }
  return sum;
}

/** The container of tables, in the order of their tags as it must be (OpenType 1.9, “Organization of an OpenType Font”). */
function sfnt(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const header = Buffer.alloc(12 + tables.length * 16);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE(tables.length * 16 - power * 16, 10);
  let at = header.length;
  const bodies: Buffer[] = [];
  let headAt = 0;
  for (const [n, [tag, bytes]] of tables.entries()) {
    const entry = 12 + n * 16;
    header.write(tag, entry, "latin1");
    header.writeUInt32BE(checksum(bytes), entry + 4);
    header.writeUInt32BE(at, entry + 8);
    header.writeUInt32BE(bytes.length, entry + 12);
    if (tag === "head") headAt = at;
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    bodies.push(padded);
    at += padded.length;
  }
  const file = Buffer.concat([header, ...bodies]);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, headAt + 8);
  return file;
}

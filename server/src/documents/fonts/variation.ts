import { type Bytes, bytesOf } from "./bytes.ts";
import type { Outline } from "./outline.ts";
import type { FontFile } from "./woff2.ts";

/**
 * One weight out of a variable font (OpenType 1.9, `fvar`, `avar`, `gvar`): how far every point of an outline, and the end
 * of its advance, move from the outline that the file holds.
 */

const f2dot14 = (value: number): number => value / 16384;

/** Where a weight lies on the font's axis: −1 lightest, 0 as in the file, 1 heaviest. The one axis must be `wght`. */
export function positionOf(font: FontFile, weight: number): number {
  const fvar = font.tables.get("fvar");
  if (fvar === undefined) return 0;
  const at = fvar.readUInt16BE(4);
  if (fvar.readUInt16BE(8) !== 1 || fvar.toString("latin1", at, at + 4) !== "wght")
    throw new Error("font: expected the one axis “wght”");
  const fixed = (offset: number) => fvar.readInt32BE(at + offset) / 65536;
  const [lightest, usual, heaviest] = [fixed(4), fixed(8), fixed(12)];
  const wanted = Math.min(heaviest, Math.max(lightest, weight));
  const plain =
    wanted < usual ? (wanted - usual) / (usual - lightest) : wanted > usual ? (wanted - usual) / (heaviest - usual) : 0;
  const avar = font.tables.get("avar");
  if (avar === undefined) return plain;
  const map = bytesOf(avar, 8);
  const points = Array.from({ length: map.u16() }, () => [f2dot14(map.i16()), f2dot14(map.i16())] as const);
  for (let n = 1; n < points.length; n += 1) {
    const [from, to] = [points[n - 1], points[n]];
    if (from === undefined || to === undefined || plain > to[0]) continue;
    return to[0] === from[0] ? to[1] : from[1] + ((plain - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
  }
  return plain;
}

/** `undefined`: all points. */
function readPoints(from: Bytes): readonly number[] | undefined {
  let count = from.u8();
  if (count === 0) return undefined;
  if (count & 0x80) count = ((count & 0x7f) << 8) | from.u8();
  const points: number[] = [];
  let last = 0;
  while (points.length < count) {
    const control = from.u8();
    for (let n = (control & 0x7f) + 1; n > 0; n -= 1) {
      last += control & 0x80 ? from.u16() : from.u8();
      points.push(last);
    }
  }
  return points;
}

function readDeltas(from: Bytes, count: number): number[] {
  const deltas: number[] = [];
  while (deltas.length < count) {
    const control = from.u8();
    for (let n = (control & 0x3f) + 1; n > 0; n -= 1)
      deltas.push(control & 0x80 ? 0 : control & 0x40 ? from.i16() : (from.u8() << 24) >> 24);
  }
  return deltas;
}

/** How much a region of the axis counts at a position (OpenType “Algorithm for Interpolation of Instance Values”). */
function scalarAt(position: number, start: number, peak: number, end: number): number {
  if (peak === 0 || position === peak) return 1;
  if (position <= start || position >= end) return 0;
  return position < peak ? (position - start) / (peak - start) : (end - position) / (end - peak);
}

/** Moves the points between two that were moved (`gvar`, “Inferred deltas for un-referenced point numbers”). */
function infer(own: Int16Array, delta: Float64Array, from: number, to: number, moved: ReadonlySet<number>): void {
  const anchors: number[] = [];
  for (let n = from; n <= to; n += 1) if (moved.has(n)) anchors.push(n);
  if (anchors.length === 0 || anchors.length === to - from + 1) return;
  for (let k = 0; k < anchors.length; k += 1) {
    const left = anchors[k] ?? from;
    const right = anchors[(k + 1) % anchors.length] ?? left;
    const [leftAt, rightAt] = [own[left] ?? 0, own[right] ?? 0];
    const [leftBy, rightBy] = [delta[left] ?? 0, delta[right] ?? 0];
    const [lowAt, highAt] = leftAt <= rightAt ? [leftAt, rightAt] : [rightAt, leftAt];
    const [lowBy, highBy] = leftAt <= rightAt ? [leftBy, rightBy] : [rightBy, leftBy];
    for (let n = left === to ? from : left + 1; n !== right; n = n === to ? from : n + 1) {
      const at = own[n] ?? 0;
      if (lowAt === highAt) delta[n] = lowBy === highBy ? lowBy : 0;
      else if (at <= lowAt) delta[n] = lowBy;
      else if (at >= highAt) delta[n] = highBy;
      else delta[n] = lowBy + ((at - lowAt) / (highAt - lowAt)) * (highBy - lowBy);
    }
  }
}

export type Moves = { readonly x: Float64Array; readonly y: Float64Array };

/** Movement of every point and, after them, of the four phantom points (the second one carries the advance). */
export function movesOf(font: FontFile, glyph: number, outline: Outline, position: number): Moves {
  const count = outline.x.length + 4;
  const total = { x: new Float64Array(count), y: new Float64Array(count) };
  const gvar = font.tables.get("gvar");
  if (gvar === undefined || position === 0) return total;
  const isLong = (gvar.readUInt16BE(14) & 1) !== 0;
  const offset = (n: number) => (isLong ? gvar.readUInt32BE(20 + n * 4) : gvar.readUInt16BE(20 + n * 2) * 2);
  const start = gvar.readUInt32BE(16) + offset(glyph);
  if (offset(glyph + 1) === offset(glyph)) return total;
  const shared = gvar.readUInt32BE(8);
  const head = bytesOf(gvar, start);
  const tupleCount = head.u16();
  const data = bytesOf(gvar, start + head.u16());
  const sharedPoints = tupleCount & 0x8000 ? readPoints(data) : undefined;
  for (let n = 0; n < (tupleCount & 0x0fff); n += 1) {
    const size = head.u16();
    const index = head.u16();
    const peak = f2dot14(index & 0x8000 ? head.i16() : gvar.readInt16BE(shared + (index & 0x0fff) * 2));
    const isMiddle = (index & 0x4000) !== 0;
    const from = isMiddle ? f2dot14(head.i16()) : Math.min(peak, 0);
    const to = isMiddle ? f2dot14(head.i16()) : Math.max(peak, 0);
    const next = data.at + size;
    const scalar = scalarAt(position, from, peak, to);
    if (scalar !== 0) addTuple(total, outline, data, index & 0x2000 ? readPoints(data) : sharedPoints, scalar);
    data.at = next;
  }
  return total;
}

function addTuple(
  total: Moves,
  { x, y, ends }: Outline,
  data: Bytes,
  points: readonly number[] | undefined,
  scalar: number,
): void {
  const count = total.x.length;
  const which = points ?? Array.from({ length: count }, (_, n) => n);
  const along = [
    [x, total.x, readDeltas(data, which.length)],
    [y, total.y, readDeltas(data, which.length)],
  ] as const;
  const moved = new Set(which);
  for (const [own, sum, deltas] of along) {
    const delta = new Float64Array(count);
    for (const [k, point] of which.entries()) delta[point] = deltas[k] ?? 0;
    let first = 0;
    for (const end of points === undefined ? [] : ends) {
      infer(own, delta, first, end, moved);
      first = end + 1;
    }
    for (let n = 0; n < count; n += 1) sum[n] = (sum[n] ?? 0) + scalar * (delta[n] ?? 0);
  }
}

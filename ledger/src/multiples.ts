// Ed25519 with keys that many signatures are made with: of such a key, as of the base point, every multiple that a sum can need
// is computed once, so that S·B − k·A is 64 additions without a doubling. What comes out is written as 32 bytes and compared
// with R, as FORMAT.md §3 says; there is no other way to "valid". A slip in here makes other bytes, and so refuses; who uses it
// asks OpenSSL about refusals.
import { ed25519 } from "@noble/curves/ed25519.js";
import type { Bytes } from "./bytes.ts";
import { Field, numberBytes, prime } from "./field.ts";
import { isSoundPoint, isSoundSignature } from "./sound-point.ts";

type Point = InstanceType<typeof ed25519.Point>;

/** A factor below the order has 32 digits from −127 to 128, with the sign of each in the choice of the addition. */
const [digits, largestDigit] = [32, 128];
const multipleBytes = 3 * numberBytes;
const pointNumbers = 4;
export const mostTogether = 1024;

const { Point } = ed25519;
const order = Point.Fn.ORDER;
const { d } = Point.CURVE();

export interface Question {
  readonly table: number;
  readonly signature: Bytes;
  /** SHA-512 of R ‖ A ‖ message. */
  readonly digest: Bytes;
}

export class Multiples {
  private readonly field = new Field();
  private readonly points = this.field.take(pointNumbers * mostTogether);
  private readonly scratch = this.field.take(mostTogether + 2);
  private readonly neutral = this.field.take(pointNumbers);
  private readonly doubled = this.field.take(1);
  private readonly base: number;
  private readonly found = new Uint8Array(32);
  private readonly factor = new Uint8Array(32);

  constructor() {
    for (const [at, value] of [0n, 1n, 1n, 0n].entries()) this.field.write(this.neutral + at * numberBytes, value);
    this.field.write(this.doubled, (2n * d) % prime);
    this.base = this.table(Point.BASE);
  }

  /** Where the multiples of a key are; undefined where it is none that may verify. */
  of(publicKey: Bytes): number | undefined {
    const point = isSoundPoint(publicKey) ? pointOf(publicKey) : undefined;
    return point === undefined ? undefined : this.table(point.negate());
  }

  /** 1: it verifies. At most `mostTogether`, since they share a division. */
  verify(questions: readonly Question[]): Uint8Array<ArrayBuffer> {
    if (questions.length > mostTogether) throw new Error(`${questions.length} signatures at once`);
    const right = new Uint8Array(questions.length);
    const summed: { readonly at: number; readonly point: number; readonly signature: Bytes }[] = [];
    for (const [at, { table, signature, digest }] of questions.entries()) {
      if (!isSoundSignature(signature) || !isBelowOrder(signature.subarray(32))) continue;
      const point = this.points + summed.length * pointNumbers * numberBytes;
      this.field.copy(point, this.neutral, pointNumbers);
      this.addMultiple(point, this.base, signature.subarray(32));
      this.addMultiple(point, table, this.reduced(digest));
      summed.push({ at, point, signature });
    }
    this.field.invert(
      summed.map(({ point }) => point + 2 * numberBytes),
      this.scratch,
    );
    for (const { at, point, signature } of summed) right[at] = this.isWrittenAs(point, signature) ? 1 : 0;
    return right;
  }

  private addMultiple(point: number, table: number, factor: Bytes): void {
    const { add } = this.field.program;
    let above = 0;
    for (let at = 0; at < digits; at += 1) {
      const digit = (factor[at] ?? 0) + above;
      above = digit > largestDigit ? 1 : 0;
      const size = above === 1 ? 256 - digit : digit;
      if (size > 0) add(point, table + (at * largestDigit + size - 1) * multipleBytes, above);
    }
  }

  /** Of the 64 bytes, as a number that is written from its least byte on, what is left after division by the order. */
  private reduced(digest: Bytes): Bytes {
    const view = new DataView(digest.buffer, digest.byteOffset, 64);
    let value = 0n;
    for (let at = 56; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true);
    value %= order;
    const to = new DataView(this.factor.buffer);
    for (let at = 0; at < 32; at += 8) {
      to.setBigUint64(at, value & 0xffff_ffff_ffff_ffffn, true);
      value >>= 64n;
    }
    return this.factor;
  }

  /** Z has been inverted. The bit of x goes above the bytes of y. */
  private isWrittenAs(point: number, signature: Bytes): boolean {
    const { field, found } = this;
    const [x, y, z] = [point, point + numberBytes, point + 2 * numberBytes];
    field.program.mul(x, x, z);
    field.program.mul(y, y, z);
    field.bytes(x, found);
    const sign = ((found[0] ?? 0) & 1) << 7;
    field.bytes(y, found);
    found[31] = (found[31] ?? 0) | sign;
    for (let at = 0; at < 32; at += 1) if (found[at] !== signature[at]) return false;
    return true;
  }

  /** 1 … 128 times the point, then 256 times so much, and so on; each as y + x, y − x, 2dxy. */
  private table(of: Point): number {
    const table = this.field.take(digits * largestDigit * 3);
    const rowBytes = largestDigit * multipleBytes;
    let point = of;
    for (let digit = 0; digit < digits; digit += 1) {
      this.tableRow(table + digit * rowBytes, point);
      for (let bit = 0; bit < 8; bit += 1) point = point.double();
    }
    return table;
  }

  private tableRow(row: number, of: Point): void {
    const { field, points } = this;
    const { x, y } = of.toAffine();
    for (const [at, value] of [(y + x) % prime, (y - x + prime) % prime].entries())
      field.write(row + at * numberBytes, value);
    field.write(row + 2 * numberBytes, (2n * d * x * y) % prime);
    const places = Array.from({ length: largestDigit }, (_, at) => points + at * pointNumbers * numberBytes);
    let before = this.neutral;
    for (const place of places) {
      field.copy(place, before, pointNumbers);
      field.program.add(place, row, 0);
      before = place;
    }
    field.invert(
      places.map((place) => place + 2 * numberBytes),
      this.scratch,
    );
    for (const [at, place] of places.entries()) this.writeMultiple(row + at * multipleBytes, place);
  }

  private writeMultiple(to: number, point: number): void {
    const { mul, sum, difference } = this.field.program;
    const [x, y, z] = [point, point + numberBytes, point + 2 * numberBytes];
    mul(x, x, z);
    mul(y, y, z);
    sum(to, y, x);
    difference(to + numberBytes, y, x);
    mul(to + 2 * numberBytes, x, y);
    mul(to + 2 * numberBytes, to + 2 * numberBytes, this.doubled);
  }
}

function pointOf(publicKey: Bytes): Point | undefined {
  try {
    return Point.fromBytes(publicKey);
  } catch {
    return undefined; // no point of the curve: the library has no other way to say it
  }
}

const orderBytes = Uint8Array.from({ length: 32 }, (_, at) => Number((order >> BigInt(8 * at)) & 255n));

function isBelowOrder(number: Bytes): boolean {
  for (let at = 31; at >= 0; at -= 1) {
    const [its, limit] = [number[at] ?? 0, orderBytes[at] ?? 0];
    if (its !== limit) return its < limit;
  }
  return false;
}

// Numbers below p = 2²⁵⁵ − 19 in the memory of the field program, each by the place of its first byte.
import type { Bytes } from "./bytes.ts";
import { fieldProgram, firstFree, numberBytes } from "./field-program.ts";

export { numberBytes };

const limbs = 10;
export const prime = 2n ** 255n - 19n;
const pageBytes = 65_536;

interface Program {
  readonly memory: WebAssembly.Memory;
  mul(to: number, a: number, b: number): void;
  sum(to: number, a: number, b: number): void;
  difference(to: number, a: number, b: number): void;
  add(point: number, multiple: number, negated: number): void;
}

export class Field {
  readonly program: Program;
  private row: Int32Array;
  private free = firstFree;
  private readonly h = new Int32Array(limbs);

  constructor() {
    this.program = new WebAssembly.Instance(new WebAssembly.Module(fieldProgram())).exports as WebAssembly.Exports &
      Program;
    this.row = new Int32Array(this.program.memory.buffer);
  }

  /** Room for so many numbers, one behind the other. */
  take(numbers: number): number {
    const place = this.free;
    this.free += numbers * numberBytes;
    const { memory } = this.program;
    if (this.free > memory.buffer.byteLength)
      memory.grow(Math.ceil((this.free - memory.buffer.byteLength) / pageBytes));
    this.row = new Int32Array(memory.buffer); // growing takes the old view its memory
    return place;
  }

  copy(to: number, from: number, numbers: number): void {
    this.row.copyWithin(to / 4, from / 4, from / 4 + numbers * limbs);
  }

  write(place: number, value: bigint): void {
    let rest = value;
    for (let limb = 0; limb < limbs; limb += 1) {
      const bits = limb % 2 === 0 ? 26n : 25n;
      this.row[place / 4 + limb] = Number(rest & ((1n << bits) - 1n));
      rest >>= bits;
    }
  }

  /** The one way in which it is written: least significant byte first, below p. The number has to be a product. */
  bytes(place: number, to: Bytes): void {
    const { h, row } = this;
    for (let limb = 0; limb < limbs; limb += 1) h[limb] = row[place / 4 + limb] ?? 0;
    // How many times p is in it, by what would be carried out of the last limb if 19 were added.
    let above = (19 * (h[9] ?? 0) + (1 << 24)) >> 25;
    for (let limb = 0; limb < limbs; limb += 1) above = ((h[limb] ?? 0) + above) >> (limb % 2 === 0 ? 26 : 25);
    above *= 19;
    for (let limb = 0; limb < limbs; limb += 1) {
      const bits = limb % 2 === 0 ? 26 : 25;
      const whole = (h[limb] ?? 0) + above;
      above = whole >> bits;
      h[limb] = whole & ((1 << bits) - 1);
    }
    pack(h, to);
  }

  /** 1 divided by each of them; none of them is 0. One division for all (Montgomery), and that by a power (Fermat). */
  invert(places: readonly number[], scratch: number): void {
    const { program } = this;
    const [running, factor] = [scratch, scratch + numberBytes];
    const before = (at: number) => scratch + (2 + at) * numberBytes;
    this.write(running, 1n);
    for (const [at, place] of places.entries()) {
      this.copy(before(at), running, 1);
      program.mul(running, running, place);
    }
    this.power(factor, running);
    for (let at = places.length - 1; at >= 0; at -= 1) {
      const place = places[at] ?? 0;
      program.mul(running, factor, place);
      program.mul(place, factor, before(at));
      this.copy(factor, running, 1);
    }
  }

  /** to = base ^ (p − 2), in binary from the second digit on. */
  private power(to: number, base: number): void {
    this.copy(to, base, 1);
    for (let bit = 253n; bit >= 0n; bit -= 1n) {
      this.program.mul(to, to, to);
      if ((((prime - 2n) >> bit) & 1n) === 1n) this.program.mul(to, to, base);
    }
  }
}

function pack(h: Int32Array, to: Bytes): void {
  let [held, bits, at] = [0, 0, 0];
  for (let limb = 0; limb < limbs; limb += 1) {
    // A limb and what was left of the one before, 33 bits at most: more than shifts take.
    held += (h[limb] ?? 0) * 2 ** bits;
    bits += limb % 2 === 0 ? 26 : 25;
    for (; bits >= 8; bits -= 8) {
      to[at] = held % 256;
      held = Math.floor(held / 256);
      at += 1;
    }
  }
  to[at] = held;
}

// The arithmetic of Ed25519's field as a program of WebAssembly, put together here so that nobody has to trust bytes that they
// cannot read. A number is ten limbs of 26 and 25 bits in turn, least first, signed, 40 bytes in memory (those of ref10).
//   mul(to, a, b)           to = a × b; a and b may be sums or differences of two products; `to` may be one of them
//   sum(to, a, b), difference(to, a, b)   limb by limb, nothing carried
//   add(point, multiple, negated)   adds an affine point to an extended one (X, Y, Z, T); negated is 0 or 1

export const numberBytes = 40;
const limbs = 10;
/** Numbers in the middle of `add`; what is free in memory begins behind them. */
const [a, b, c, d, e, f, g, h] = [0, 40, 80, 120, 160, 200, 240, 280] as const;
export const firstFree = 8 * numberBytes;

type Code = readonly number[];

function leb(value: number | bigint): Code {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; ) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** Unsigned: for counts, indices and offsets. */
function uleb(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...uleb(value >>> 7)];
}

const get = (local: number): Code => [0x20, ...uleb(local)];
const set = (local: number): Code => [0x21, ...uleb(local)];
const i32 = (value: number): Code => [0x41, ...leb(value)];
const i64 = (value: number | bigint): Code => [0x42, ...leb(value)];
const [times, plus, minus, shifted, shiftedUp] = [0x7e, 0x7c, 0x7d, 0x87, 0x86];
const [plus32, minus32] = [0x6a, 0x6b];
const load64 = (address: Code, offset: number): Code => [...address, 0x34, 2, ...uleb(offset)]; // of 32 signed bits
const load32 = (address: Code, offset: number): Code => [...address, 0x28, 2, ...uleb(offset)];
const store64 = (address: Code, offset: number, value: Code): Code => [...address, ...value, 0x3e, 2, ...uleb(offset)];
const store32 = (address: Code, offset: number, value: Code): Code => [...address, ...value, 0x36, 2, ...uleb(offset)];

type Local = (limb: number) => number;

const bitsOf = (limb: number) => (limb % 2 === 0 ? 26 : 25);

/** What is above the limb's bits, rounded to the nearest, goes to the next one; of the last one, 19 times, to the first. */
function carry(limb: number, at: Local): Code {
  const bits = bitsOf(limb);
  const above = 3 + 3 * limbs; // a local
  const next = (limb + 1) % limbs;
  return [
    ...[...get(at(limb)), ...i64(1n << BigInt(bits - 1)), plus, ...i64(bits), shifted, ...set(above)],
    ...[...get(at(next)), ...get(above), ...(next === 0 ? [...i64(19), times] : []), plus, ...set(at(next))],
    ...[...get(at(limb)), ...get(above), ...i64(bits), shiftedUp, minus, ...set(at(limb))],
  ];
}

const rowOf =
  (row: number): Local =>
  (limb) =>
    3 + row * limbs + limb;

const sumOf = (parts: readonly Code[]): Code => parts.flatMap((each, at) => (at === 0 ? each : [...each, plus]));

/** Limb i stands for 2^⌈25.5 i⌉: of two odd ones the product counts twice, and what passes 2^255 counts 19 times. */
function productsFor(limb: number, left: Local, right: Local): Code[] {
  const byFactor = new Map<number, Code[]>();
  for (let i = 0; i < limbs; i += 1) {
    const j = (limb - i + limbs) % limbs;
    const factor = (i % 2 === 1 && j % 2 === 1 ? 2 : 1) * (i + j >= limbs ? 19 : 1);
    byFactor.set(factor, [...(byFactor.get(factor) ?? []), [...get(left(i)), ...get(right(j)), times]]);
  }
  return [...byFactor].map(([factor, parts]) =>
    factor === 1 ? sumOf(parts) : [...sumOf(parts), ...i64(factor), times],
  );
}

function mul(): Code {
  const code: number[] = [];
  const [left, right, product] = [rowOf(0), rowOf(1), rowOf(2)];
  for (let limb = 0; limb < limbs; limb += 1) {
    code.push(...load64(get(1), 4 * limb), ...set(left(limb)), ...load64(get(2), 4 * limb), ...set(right(limb)));
  }
  for (let limb = 0; limb < limbs; limb += 1)
    code.push(...sumOf(productsFor(limb, left, right)), ...set(product(limb)));
  for (const limb of [0, 4, 1, 5, 2, 6, 3, 7, 4, 8, 9, 0]) code.push(...carry(limb, product));
  for (let limb = 0; limb < limbs; limb += 1) code.push(...store64(get(0), 4 * limb, get(product(limb))));
  return code;
}

function limbwise(operation: number): Code {
  return Array.from({ length: limbs }, (_, limb) =>
    store32(get(0), 4 * limb, [...load32(get(1), 4 * limb), ...load32(get(2), 4 * limb), operation]),
  ).flat();
}

const [mulAt, sumAt, differenceAt] = [0, 1, 2];
const call = (at: number, to: Code, left: Code, right: Code): Code => [...to, ...left, ...right, 0x10, at];

/**
 * X, Y, Z, T and y + x, y − x, 2dxy: the unified addition on −x² + y² = 1 + dx²y² (Hisil, Wong, Carter, Dawson 2008, §3.1), which
 * has no exceptions on this curve. The negative of a point has y + x and y − x exchanged and 2dxy negated, which exchanges f and g.
 */
function add(): Code {
  const offset = 3; // a local: 40 where negated, else 0
  const behind = (local: number, bytes: number): Code => [...get(local), ...i32(bytes), plus32];
  const [X, Y, Z, T] = [behind(0, 0), behind(0, 40), behind(0, 80), behind(0, 120)] as const;
  const yPlusX: Code = [...get(1), ...get(offset), plus32];
  const yMinusX: Code = [...behind(1, numberBytes), ...get(offset), minus32];
  const less: Code = [...i32(f), ...get(offset), plus32];
  const more: Code = [...i32(g), ...get(offset), minus32];
  return [
    ...[...get(2), ...i32(numberBytes), 0x6c, ...set(offset)],
    ...[...call(differenceAt, i32(a), Y, X), ...call(mulAt, i32(a), i32(a), yMinusX)],
    ...[...call(sumAt, i32(b), Y, X), ...call(mulAt, i32(b), i32(b), yPlusX)],
    ...[...call(mulAt, i32(c), T, behind(1, 2 * numberBytes)), ...call(sumAt, i32(d), Z, Z)],
    ...[...call(differenceAt, i32(e), i32(b), i32(a)), ...call(sumAt, i32(h), i32(b), i32(a))],
    ...[...call(differenceAt, less, i32(d), i32(c)), ...call(sumAt, more, i32(d), i32(c))],
    ...[...call(mulAt, X, i32(e), i32(f)), ...call(mulAt, Y, i32(g), i32(h))],
    ...[...call(mulAt, Z, i32(f), i32(g)), ...call(mulAt, T, i32(e), i32(h))],
  ];
}

const section = (id: number, content: Code): Code => [id, ...uleb(content.length), ...content];
const list = (items: readonly Code[]): Code => [...uleb(items.length), ...items.flat()];
const name = (text: string): Code => [text.length, ...Array.from(text, (each) => each.charCodeAt(0))];
const [wide, narrow] = [0x7e, 0x7f]; // types of locals

function body(locals: Code, code: Code): Code {
  const whole = [...locals, ...code, 0x0b];
  return [...uleb(whole.length), ...whole];
}

export function fieldProgram(): Uint8Array<ArrayBuffer> {
  const functions: Record<string, Code> = {
    mul: body([1, ...uleb(3 * limbs + 1), wide], mul()),
    sum: body([0], limbwise(plus32)),
    difference: body([0], limbwise(minus32)),
    add: body([1, 1, narrow], add()),
  };
  const names = Object.keys(functions);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([[0x60, 3, narrow, narrow, narrow, 0]])),
    ...section(3, list(names.map(() => [0]))),
    ...section(5, list([[0, 1]])),
    ...section(7, list([[...name("memory"), 2, 0], ...names.map((each, at) => [...name(each), 0, at])])),
    ...section(10, list(Object.values(functions))),
  ]);
}

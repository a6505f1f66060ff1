/**
 * Just enough of the POSIX ustar format for our backups: regular files with short names. Any tar program reads what this
 * writes; what this reads, it has written.
 */
const block = 512;

export type TarEntry = {
  readonly name: string;
  readonly size: number;
  /** Must be read to its end before the next entry is asked for. */
  readonly content: AsyncIterable<Buffer>;
};

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\0`;
}

export function tarHeader(name: string, size: number, modified: Date): Buffer {
  const bytes = Buffer.from(name, "utf8");
  if (bytes.length > 100) throw new RangeError(`name too long for a tar entry: ${name}`);
  const header = Buffer.alloc(block);
  bytes.copy(header, 0);
  header.write(octal(0o600, 8), 100, "latin1");
  header.write(octal(0, 8), 108, "latin1");
  header.write(octal(0, 8), 116, "latin1");
  header.write(octal(size, 12), 124, "latin1");
  header.write(octal(Math.floor(modified.getTime() / 1000), 12), 136, "latin1");
  header.write("        0", 148, "latin1");
  header.write("ustar\x0000", 257, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

export function tarPadding(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block);
}

/** Two empty blocks: a file that ends without them was cut off. */
export const tarEnd: Buffer = Buffer.alloc(2 * block);

export class TarDamage extends Error {}

/** Pulls exact numbers of bytes out of a stream of chunks of any size. */
class Puller {
  private held: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async *upTo(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.held.length === 0) {
        const next = await this.source.next();
        if (next.done === true) throw new TarDamage("cut off");
        this.held = next.value;
      }
      const piece = this.held.subarray(0, left);
      this.held = this.held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async exactly(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.upTo(count)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

function readText(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("utf8");
}

export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const puller = new Puller(source);
  for (;;) {
    const header = await puller.exactly(block);
    if (header.every((byte) => byte === 0)) return;
    const name = readText(header, 0, 100);
    const size = Number.parseInt(readText(header, 124, 12), 8);
    if (readText(header, 257, 5) !== "ustar" || !Number.isSafeInteger(size)) throw new TarDamage("not a tar header");
    yield { name, size, content: puller.upTo(size) };
    await puller.exactly(tarPadding(size).length);
  }
}

export async function readWhole(entry: TarEntry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of entry.content) pieces.push(piece);
  return Buffer.concat(pieces);
}

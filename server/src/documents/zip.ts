import { crc32, deflateRawSync } from "node:zlib";

/**
 * ZIP archives (PKWARE APPNOTE 6.3.10), written front to back: the same entries at the same moment give the same bytes.
 * Names are UTF-8; an archive of more than 65,534 entries or 4 GiB gets the 64-bit directory.
 */
export type ZipEntry = { readonly name: string; readonly content: Uint8Array };

export type ZipWriter = {
  /** The bytes to append for one more file. `isPacked`: it is compressed already (a PDF, a DOCX) and stored as it is. */
  add(entry: ZipEntry, isPacked?: boolean): Buffer;
  /** The directory that closes the archive. */
  finish(): Buffer;
};

const largest16 = 0xffff;
const largest32 = 0xffffffff;

/** Day and time as DOS has them, in UTC and steps of two seconds; nothing before 1980. */
function dosMoment(at: Date): { readonly time: number; readonly date: number } {
  const year = Math.max(0, at.getUTCFullYear() - 1980);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

export function startZip(at: Date): ZipWriter {
  const { time, date } = dosMoment(at);
  const directory: Buffer[] = [];
  let offset = 0;
  return {
    add({ name, content }, isPacked = false) {
      const bytes = Buffer.from(content);
      const body = isPacked ? bytes : deflateRawSync(bytes, { level: 6 });
      const title = Buffer.from(name, "utf8");
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(20, 4);
      local.writeUInt16LE(0x0800, 6);
      local.writeUInt16LE(isPacked ? 0 : 8, 8);
      local.writeUInt16LE(time, 10);
      local.writeUInt16LE(date, 12);
      local.writeUInt32LE(crc32(bytes), 14);
      local.writeUInt32LE(body.length, 18);
      local.writeUInt32LE(bytes.length, 22);
      local.writeUInt16LE(title.length, 26);
      const isFar = offset >= largest32;
      const central = Buffer.alloc(46);
      central.writeUInt32LE(0x02014b50, 0);
      central.writeUInt16LE(isFar ? 45 : 20, 4);
      local.copy(central, 6, 4, 28);
      central.writeUInt16LE(isFar ? 12 : 0, 30);
      central.writeUInt32LE(isFar ? largest32 : offset, 42);
      const extra = Buffer.alloc(isFar ? 12 : 0);
      if (isFar) {
        extra.writeUInt16LE(1, 0);
        extra.writeUInt16LE(8, 2);
        extra.writeBigUInt64LE(BigInt(offset), 4);
      }
      directory.push(central, title, extra);
      const written = Buffer.concat([local, title, body]);
      offset += written.length;
      return written;
    },
    finish() {
      const entries = Buffer.concat(directory);
      const count = directory.length / 3;
      const isLarge = count >= largest16 || offset + entries.length >= largest32;
      const far = Buffer.alloc(isLarge ? 76 : 0);
      if (isLarge) {
        far.writeUInt32LE(0x06064b50, 0);
        far.writeBigUInt64LE(44n, 4);
        far.writeUInt16LE(45, 12);
        far.writeUInt16LE(45, 14);
        far.writeBigUInt64LE(BigInt(count), 24);
        far.writeBigUInt64LE(BigInt(count), 32);
        far.writeBigUInt64LE(BigInt(entries.length), 40);
        far.writeBigUInt64LE(BigInt(offset), 48);
        far.writeUInt32LE(0x07064b50, 56);
        far.writeBigUInt64LE(BigInt(offset + entries.length), 64);
        far.writeUInt32LE(1, 72);
      }
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(Math.min(count, largest16), 8);
      end.writeUInt16LE(Math.min(count, largest16), 10);
      end.writeUInt32LE(Math.min(entries.length, largest32), 12);
      end.writeUInt32LE(Math.min(offset, largest32), 16);
      return Buffer.concat([entries, far, end]);
    },
  };
}

export function zipOf(entries: readonly ZipEntry[], at: Date): Buffer {
  const zip = startZip(at);
  const parts = entries.map((entry) => zip.add(entry));
  return Buffer.concat([...parts, zip.finish()]);
}

/** Reads a font's bytes from front to back. Running past the end throws: the fonts are ours, and such a one is broken. */
export type Bytes = {
  at: number;
  readonly length: number;
  u8(): number;
  u16(): number;
  i16(): number;
  u32(): number;
  /** UIntBase128 of WOFF2: seven bits a byte, the top bit says that more follow. */
  base128(): number;
  /** 255UInt16 of WOFF2: one byte for most small numbers. */
  packed16(): number;
  take(length: number): Buffer;
};

export function bytesOf(buffer: Buffer, start = 0): Bytes {
  return {
    at: start,
    length: buffer.length,
    u8() {
      const value = buffer.readUInt8(this.at);
      this.at += 1;
      return value;
    },
    u16() {
      const value = buffer.readUInt16BE(this.at);
      this.at += 2;
      return value;
    },
    i16() {
      const value = buffer.readInt16BE(this.at);
      this.at += 2;
      return value;
    },
    u32() {
      const value = buffer.readUInt32BE(this.at);
      this.at += 4;
      return value;
    },
    base128() {
      let value = 0;
      for (let n = 0; n < 5; n += 1) {
        const byte = this.u8();
        value = value * 128 + (byte & 0x7f);
        if ((byte & 0x80) === 0) return value;
      }
      throw new Error("font: a number of more than five bytes");
    },
    packed16() {
      const code = this.u8();
      if (code === 253) return this.u16();
      if (code === 255) return this.u8() + 253;
      if (code === 254) return this.u8() + 506;
      return code;
    },
    take(length) {
      const part = buffer.subarray(this.at, this.at + length);
      if (part.length !== length) throw new Error("font: it ends too early");
      this.at += length;
      return part;
    },
  };
}

// RFC 9285: two bytes as three characters of the alphanumeric set of QR codes.
import type { Bytes } from "./bytes.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function base45(bytes: Bytes): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = [bytes[at], bytes[at + 1]];
    const value = low === undefined ? high : high * 256 + low;
    text += alphabet.charAt(value % 45) + alphabet.charAt(Math.floor(value / 45) % 45);
    if (low !== undefined) text += alphabet.charAt(Math.floor(value / 2025));
  }
  return text;
}

export function fromBase45(text: string): Bytes | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const [a = -1, b = -1, c] = Array.from(text.slice(at, at + 3), (each) => alphabet.indexOf(each));
    if (a < 0 || b < 0 || (c !== undefined && c < 0)) return undefined;
    const value = a + 45 * b + 2025 * (c ?? 0);
    if (value > (c === undefined ? 255 : 65_535)) return undefined;
    if (c === undefined) bytes.push(value);
    else bytes.push(value >> 8, value & 255);
  }
  return Uint8Array.from(bytes);
}

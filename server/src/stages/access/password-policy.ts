import type { ProblemFinding } from "@biaochi/contract";
import { commonPasswords } from "./common-passwords.ts";

export const shortest = 10;
/** From this length on the kinds of signs do not matter. */
export const longEnough = 12;
export const longest = 128;

const kinds = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/** Look-alikes are no protection: `P@ssw0rd!` is `password`. */
const lookAlikes: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/** What is left of a password when its decoration is taken away: `Biaochi@2026` is `biaochi`. */
function plain(password: string): readonly string[] {
  const lower = password.toLowerCase();
  const bare = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const read = (text: string) => text.replace(/[@4310!$57]/g, (sign) => lookAlikes[sign] ?? sign);
  return [lower, lower.replace(/[^\p{L}\p{N}]/gu, ""), bare, read(bare), read(lower).replace(/[^\p{L}]+$/u, "")];
}

/** One sign or a short piece again and again, or a run along the alphabet, the digits or a row of keys. */
function isPattern(password: string): boolean {
  const lower = password.toLowerCase();
  if (/^(.{1,4})\1+.{0,3}$/u.test(lower)) return true;
  const rows = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
  ];
  const bothWays = rows.flatMap((row) => [row, [...row].reverse().join("")]);
  let rest = lower;
  for (const row of bothWays)
    for (let size = row.length; size >= 4; size -= 1)
      for (let from = 0; from + size <= row.length; from += 1) rest = rest.replaceAll(row.slice(from, from + size), "");
  return rest.length <= Math.floor(lower.length / 3);
}

/** What is wrong with a new password; nothing: it may be taken. `names` are what its holder is called. */
export function weaknesses(password: string, names: readonly string[]): readonly ProblemFinding[] {
  const length = [...password].length;
  const lower = password.toLowerCase();
  const found: string[] = [];
  if (length > longest) found.push("password-too-long");
  const kindsUsed = kinds.filter((kind) => kind.test(password)).length;
  if (length < shortest || (length < longEnough && kindsUsed < 3)) found.push("password-too-short");
  if (names.some((name) => name.length >= 3 && lower.includes(name.toLowerCase()))) found.push("password-has-name");
  if (isPattern(password) || plain(password).some((each) => commonPasswords.has(each))) found.push("password-common");
  return found.map((code) => ({ path: "/body/password", code, params: { shortest, longEnough, longest } }));
}

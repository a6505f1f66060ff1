import { type Bytes, hex } from "@biaochi/ledger";
import { fill, type Language, moment, verifierWords } from "@biaochi/words/verifier";

type Without<Code> = Code extends `verifier.${infer Rest}` ? Rest : never;
export type VerifierCode = Without<keyof typeof verifierWords>;
export type Params = Readonly<Record<string, string | number>>;

export interface Say {
  readonly language: Language;
  (code: VerifierCode, params?: Params): string;
}

const sentences: Readonly<Record<string, Readonly<Record<Language, string>>>> = verifierWords;

export function speaker(language: Language): Say {
  const say = (code: string, params: Params = {}) =>
    fill(sentences[`verifier.${code}`]?.[language] ?? `verifier.${code}`, params);
  return Object.assign(say, { language });
}

export const isCode = (code: string): code is VerifierCode => Object.hasOwn(sentences, `verifier.${code}`);

/** Seconds since 1970 as people write a moment; one that no calendar holds stays a number. */
export function momentOf(say: Say, seconds: bigint | number): string {
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return say("fact.second", { second: String(seconds) });
  return say("fact.beijing", { moment: moment(say.language, at.toISOString()) });
}

/** In groups of eight, so that two people can read it to each other. */
export function grouped(bytes: Bytes): string {
  return hex(bytes).replace(/(.{8})(?=.)/g, "$1 ");
}

import { isAbsolute, resolve } from "node:path";
import type { Code } from "@biaochi/words";

export type Kind<T> = {
  /** The sentence that says what was expected. */
  readonly expected: Code;
  readonly read: (text: string) => T | undefined;
};

/** One setting: its name in the environment, how it is read, and what holds without it. */
export type Setting<T> = {
  readonly env: string;
  readonly kind: Kind<T>;
  readonly fallback: T;
  readonly secret?: true;
};

export function wholeNumber(expected: Code, from: number, to: number): Kind<number> {
  const read = (text: string) => (/^\d{1,7}$/.test(text) && +text >= from && +text <= to ? +text : undefined);
  return { expected, read };
}

export function oneOf<const T extends string>(expected: Code, values: readonly T[]): Kind<T> {
  return { expected, read: (text) => values.find((value) => value === text) };
}

export function url(expected: Code, protocols: readonly string[], bare: boolean): Kind<string> {
  const read = (text: string) => {
    if (text === "") return "";
    if (!URL.canParse(text)) return undefined;
    const parsed = new URL(text);
    if (!protocols.includes(parsed.protocol)) return undefined;
    if (!bare) return text;
    return parsed.origin === text.replace(/\/$/, "") ? parsed.origin : undefined;
  };
  return { expected, read };
}

export const host: Kind<string> = {
  expected: "expected.host",
  read: (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
};

/** Addresses or networks, one after the other with commas between: "10.0.0.5,10.1.0.0/16". */
export const addresses: Kind<string> = {
  expected: "expected.addresses",
  read: (text) => (text === "" || /^[\da-fA-F.:/]+(,[\da-fA-F.:/]+)*$/.test(text) ? text : undefined),
};

/** https, or http on this machine: elsewhere a sign-on without encryption would give everything away. */
export const provider: Kind<string> = {
  expected: "expected.provider",
  read: (text) => {
    if (text === "") return "";
    if (!URL.canParse(text)) return undefined;
    const { protocol, hostname } = new URL(text);
    return protocol === "https:" || (protocol === "http:" && isLoopback(hostname)) ? text : undefined;
  },
};

export const anyText: Kind<string> = { expected: "expected.any-text", read: (text) => text };

/** A path given in a setting or on the command line, read from where the person stands (npm changes the folder). */
export function fromHere(path: string): string {
  const start = process.env.INIT_CWD ?? process.cwd();
  return isAbsolute(path) ? path : resolve(start, path);
}

export const folder: Kind<string> = {
  expected: "expected.folder",
  read: (text) => (text === "" ? undefined : fromHere(text)),
};

export const file: Kind<string> = {
  expected: "expected.file",
  read: (text) => (text === "" || text.endsWith("/") ? undefined : fromHere(text)),
};

export function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || /^127\./.test(address);
}

/** "08:30": a time of day in the city. */
export const timeOfDay: Kind<string> = {
  expected: "expected.time",
  read: (text) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : undefined),
};

/** One address that receives mail, and nothing else beside it. */
export const mailAddress: Kind<string> = {
  expected: "expected.mail-address",
  read: (text) => (text === "" || /^[^\s<>"@,;]+@[^\s<>"@,;]+$/.test(text) ? text : undefined),
};

/** A file, or none. */
export const fileOrNone: Kind<string> = {
  expected: "expected.file",
  read: (text) => (text === "" ? "" : file.read(text)),
};

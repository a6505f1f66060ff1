// What an entry may look like: every field of every type, nothing else. FORMAT.md §7, §11.
import { policyClasses, recordTypes } from "./amendment-policy.ts";
import { base64Length } from "./bytes.ts";
import { isOrigin } from "./checkpoint.ts";
import type { Entry, EntryType } from "./entry.ts";
import { algorithms, isWebauthn, type KeyDocument, kidOf, uses } from "./signer.ts";
import { largestIndex } from "./size.ts";

export type Form = (value: unknown) => boolean;

interface Field {
  readonly form: Form;
  readonly isOptional: boolean;
}

const must = (form: Form): Field => ({ form, isOptional: false });
const may = (form: Form): Field => ({ form, isOptional: true });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function hasFields(fields: Readonly<Record<string, Field>>): Form {
  const known = new Map(Object.entries(fields));
  const needed = [...known.values()].filter(({ isOptional }) => !isOptional).length;
  return (value) => {
    if (!isObject(value)) return false;
    let found = 0;
    for (const name of Object.keys(value)) {
      const field = known.get(name);
      if (field?.form(value[name]) !== true) return false;
      if (!field.isOptional) found += 1;
    }
    return found === needed;
  };
}

const text =
  (pattern: RegExp): Form =>
  (value) =>
    typeof value === "string" && pattern.test(value);
const oneOf =
  (names: readonly string[]): Form =>
  (value) =>
    typeof value === "string" && names.includes(value);
export const integer =
  (least: number, most: number): Form =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
const bytes =
  (least: number, most: number): Form =>
  (value) => {
    const length = typeof value === "string" ? base64Length(value) : undefined;
    return length !== undefined && length >= least && length <= most;
  };
const listOf =
  (form: Form, least: number, most: number): Form =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(form);

/** Strictly ascending, so that a set has one spelling and nobody stands in it twice. */
function ascending(form: Form, least: number, most: number, name = (each: unknown) => each): Form {
  const isList = listOf(form, least, most);
  return (value) => {
    if (!Array.isArray(value) || !isList(value)) return false;
    let before: string | undefined;
    for (const each of value) {
      const its = String(name(each));
      if (before !== undefined && before >= its) return false;
      before = its;
    }
    return true;
  };
}

const id = text(/^[0-9a-f]{32}$/);
export const hash = bytes(32, 32);
const code = text(/^[a-z0-9.-]{1,32}$/);
const time = integer(0, 2 ** 40);
const index = integer(0, largestIndex);
const ref = hasFields({ h: must(hash), i: must(index) });

const signature = hasFields({
  k: must(id),
  s: must(bytes(1, 256)),
  a: may(bytes(37, 256)),
  d: may(bytes(1, 512)),
});
const nameOfSignature = (value: unknown) => (isObject(value) ? value.k : "");
const signatures = (most: number) =>
  ascending((value) => signature(value) && isObject(value) && "a" in value === "d" in value, 1, most, nameOfSignature);
const approvals = signatures(16);

const keyFields = hasFields({
  alg: must(oneOf(algorithms)),
  org: must(code),
  party: must(id),
  pub: must(bytes(1, 512)),
  rp: may(text(/^[a-z0-9.-]{1,253}$/)),
  use: must(ascending(oneOf(uses), 1, 3)),
});

function isKey(value: unknown): value is KeyDocument {
  if (!keyFields(value)) return false;
  const { alg, pub, rp } = value as KeyDocument;
  const length = base64Length(pub);
  const expected = { ed25519: 32, "webauthn-ed25519": 32, "webauthn-es256": 65 }[alg as string];
  return isWebauthn(alg) === (rp !== undefined) && (expected === undefined || length === expected);
}

const figures = { k: must(integer(2, 16)), notice: must(time) };
const ruleFields = hasFields({
  ...figures,
  late: may(hasFields(figures)),
  must: must(ascending(code, 0, 16)),
  of: must(ascending(code, 2, 16)),
});

interface Figures {
  readonly k: number;
  readonly notice: number;
}

function isRule(value: unknown): boolean {
  if (!ruleFields(value)) return false;
  const { k, notice, late, must: required, of } = value as Figures & { late?: Figures; must: string[]; of: string[] };
  const isLateStricter = late === undefined || (late.k >= k && late.k <= of.length && late.notice >= notice);
  return k <= of.length && required.every((org) => of.includes(org)) && isLateStricter;
}

const policyFields = hasFields({
  n: must(integer(1, largestIndex)),
  prev: may(hash),
  rules: must(hasFields(Object.fromEntries(policyClasses.map((name) => [name, must(isRule)])))),
});
const policyDocument: Form = (value) =>
  policyFields(value) && isObject(value) && (value.n === 1) === !("prev" in value);

const head = {
  v: must(integer(1, 1)),
  id: must(id),
  pol: must(hash),
  at: must((value) => time(value) && Number(value) % 60 === 0),
  by: must(code),
  sig: must(signatures(8)),
};
const act = { exp: must(time), app: must(approvals) };
const record = { c: must(hash), per: may(code) };

const further: Record<EntryType, Readonly<Record<string, Field>>> = {
  ...(Object.fromEntries(recordTypes.map((type) => [type, record])) as Record<
    (typeof recordTypes)[number],
    typeof record
  >),
  "amend.propose": {
    ref: must(ref),
    ver: must(integer(1, largestIndex)),
    c: must(hash),
    why: must(code),
    ev: may(hash),
    exp: must(time),
  },
  "amend.commit": { ref: must(ref), app: must(approvals) },
  "amend.reject": { ref: must(ref), why: must(code), app: must(approvals) },
  snapshot: { size: must(index), root: must(hash), closes: may(ascending(code, 1, 16)), sm3: may(hash) },
  policy: { ...act, doc: must(policyDocument) },
  "key.add": { ...act, key: must(isKey) },
  "key.rotate": { old: must(id), key: must(isKey), exp: must(time), app: may(approvals) },
  "key.revoke": { ...act, kid: must(id), upto: must(integer(-1, largestIndex)), why: must(code) },
  "erase.notice": { ...act, ref: must(ref), basis: must(code) },
  anchor: { kind: must(code), size: must(integer(1, largestIndex)), root: must(hash), c: must(hash) },
  "log.open": {
    doc: must((value) => policyDocument(value) && isObject(value) && value.n === 1),
    keys: must(ascending(isKey, 1, 12, (value) => (isKey(value) ? kidOf(value) : ""))),
    prev: may(
      hasFields({
        origin: must((value) => typeof value === "string" && isOrigin(value)),
        root: must(hash),
        size: must(index),
      }),
    ),
  },
  "log.close": { ...act, size: must(index), why: must(code) },
};

const fieldsOf = new Map(
  Object.entries(further).map(([type, fields]) => [type, { ...head, t: must(oneOf([type])), ...fields }]),
);
const forms = new Map<string, Form>([...fieldsOf].map(([type, fields]) => [type, hasFields(fields)]));

export const entryTypes: readonly string[] = [...forms.keys()];

export function hasEntryForm(value: unknown): value is Entry {
  const type = isObject(value) && typeof value.t === "string" ? value.t : "";
  return forms.get(type)?.(value) ?? false;
}

/** The first field that is unknown, missing or not in its form; `t` where the type is no type. */
export function wrongFieldOf(entry: object): string | undefined {
  const value = { ...entry } as Readonly<Record<string, unknown>>;
  const fields: Readonly<Record<string, Field>> = fieldsOf.get(String(value.t)) ?? {};
  if (Object.keys(fields).length === 0) return "t";
  const wrong = Object.keys(value).find((name) => fields[name]?.form(value[name]) !== true);
  return wrong ?? Object.keys(fields).find((name) => fields[name]?.isOptional === false && !(name in value));
}

/** What is said of a key in the words of FORMAT.md §7, before it stands anywhere. */
export const isKeyDocument: Form = isKey;

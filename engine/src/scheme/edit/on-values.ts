/** Where something stands in a scheme document: keys and positions from the top. */
export type SchemePath = readonly (string | number)[];

/** One change of a scheme document. */
export type SchemeEdit =
  | { readonly do: "set"; readonly at: SchemePath; readonly value: unknown }
  | { readonly do: "remove"; readonly at: SchemePath }
  /** `at` is the list; what stands at `index` moves on. */
  | { readonly do: "insert"; readonly at: SchemePath; readonly index: number; readonly value: unknown }
  /** `from` is the member, `to` the list it goes to, `index` its position there once it has left its old place. */
  | { readonly do: "move"; readonly from: SchemePath; readonly to: SchemePath; readonly index: number };

type Map = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Map => typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as the reader of documents gives it back: fractions as their text, nothing undefined. */
export function asRead(value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(asRead);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, asRead(inner)]),
  );
}

export const valueAt = (raw: unknown, at: SchemePath): unknown =>
  at.reduce<unknown>((value, step) => {
    if (typeof step === "number") return Array.isArray(value) ? value[step] : undefined;
    return isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, raw);

/** `raw` with another value at a path; `change` answers undefined where there is no such place. */
function changed(raw: unknown, at: SchemePath, change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = at;
  if (step === undefined) return change(raw);
  if (typeof step === "number") {
    if (!Array.isArray(raw) || raw[step] === undefined) return undefined;
    const inner = changed(raw[step], rest, change);
    return inner === undefined ? undefined : raw.map((each, i) => (i === step ? inner : each));
  }
  if (!isMap(raw) || !Object.hasOwn(raw, step)) return undefined;
  const inner = changed(raw[step], rest, change);
  return inner === undefined ? undefined : { ...raw, [step]: inner };
}

const parts = (at: SchemePath) => ({ above: at.slice(0, -1), last: at.at(-1) });

/** The same change made on plain values: what an edited text has to read as. Undefined: there is no such place. */
export function editValues(raw: unknown, edit: SchemeEdit): unknown {
  switch (edit.do) {
    case "set": {
      const { above, last } = parts(edit.at);
      if (typeof last === "number")
        return changed(raw, edit.at, (old) => (old === undefined ? undefined : asRead(edit.value)));
      if (last === undefined) return undefined;
      return changed(raw, above, (map) => (isMap(map) ? { ...map, [last]: asRead(edit.value) } : undefined));
    }
    case "remove": {
      const { above, last } = parts(edit.at);
      return changed(raw, above, (holder) => {
        if (typeof last === "number")
          return Array.isArray(holder) && last in holder ? holder.filter((_, i) => i !== last) : undefined;
        if (last === undefined || !isMap(holder) || !Object.hasOwn(holder, last)) return undefined;
        return Object.fromEntries(Object.entries(holder).filter(([key]) => key !== last));
      });
    }
    case "insert":
      return changed(raw, edit.at, (list) =>
        Array.isArray(list) && edit.index >= 0 && edit.index <= list.length
          ? list.toSpliced(edit.index, 0, asRead(edit.value))
          : undefined,
      );
    case "move": {
      const value = valueAt(raw, edit.from);
      if (value === undefined || typeof edit.from.at(-1) !== "number") return undefined;
      const to = afterLeaving(edit.from, edit.to);
      const without = to && editValues(raw, { do: "remove", at: edit.from });
      return to && without && editValues(without, { do: "insert", at: to, index: edit.index, value });
    }
  }
}

/** Where a path leads once the member at `from` has left its list; undefined where it led into that member. */
export function afterLeaving(from: SchemePath, path: SchemePath): SchemePath | undefined {
  const list = from.slice(0, -1);
  const left = Number(from.at(-1));
  const at = path[list.length];
  if (path.length <= list.length || !list.every((step, i) => step === path[i]) || typeof at !== "number") return path;
  if (at === left) return undefined;
  return at < left ? path : path.with(list.length, at - 1);
}

/** Whether two values read the same: the order of keys says nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => sameValue(each, b[i]));
  if (!isMap(a) || !isMap(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}

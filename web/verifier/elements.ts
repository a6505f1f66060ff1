type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with text and elements inside. Nothing that was read is ever taken for markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (typeof value === "string") made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Names and values, one below the other. */
export function facts(rows: readonly (readonly [string, Child | readonly Child[]])[]): HTMLElement {
  return element(
    "dl",
    {},
    ...rows.flatMap(([name, value]) => [
      element("dt", {}, name),
      ...(Array.isArray(value) ? value : [value]).map((each) => element("dd", {}, each)),
    ]),
  );
}

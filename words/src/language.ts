/** Chinese first; English is complete. */
export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

/** One sentence in every language. `{name}` stands for a parameter, `{n|place|places}` for the word that fits the number n. */
export type Sentence = Readonly<Record<Language, string>>;
export type Params = Readonly<Record<string, string | number | boolean | null>>;

const slot = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** Puts the parameters into a sentence. A parameter that was not given stays visible as `{name}`: nothing is hidden. */
export function fill(sentence: string, params: Params): string {
  return sentence.replace(slot, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) return String(value);
    return String(value) === "1" ? one : many;
  });
}

/** The names of the parameters that a sentence asks for, each once, in alphabetical order. */
export function parametersOf(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(slot)].map((match) => match[1] ?? ""))].sort();
}

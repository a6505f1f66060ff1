import { hold, isHeld, type Language } from "@biaochi/words";

const filesOf = {
  "zh-CN": () => import("virtual:words/zh-CN"),
  en: () => import("virtual:words/en"),
} satisfies Record<Language, unknown>;

const laterOf = {
  "zh-CN": () => import("virtual:words/zh-CN/later"),
  en: () => import("virtual:words/en/later"),
} satisfies Record<Language, unknown>;
const whole = new Set<Language>();

/** Fetches what the first pages say in a language, unless it is here. Nothing is drawn before the sentences that are read. */
export async function holdWords(language: Language): Promise<void> {
  if (!isHeld(language)) hold(language, (await filesOf[language]()).default);
}

/** Fetches all sentences of a language: before a page is drawn that is not one of the first. */
export async function holdAllWords(language: Language): Promise<void> {
  const [later] = await Promise.all([whole.has(language) ? undefined : laterOf[language](), holdWords(language)]);
  if (later === undefined) return;
  hold(language, later.default);
  whole.add(language);
}

import { hold, isHeld, type Language } from "@biaochi/words";

const filesOf = {
  "zh-CN": () => import("virtual:words/zh-CN"),
  en: () => import("virtual:words/en"),
} satisfies Record<Language, unknown>;

/** Fetches the sentences of a language, unless they are here. Nothing is drawn before the ones that are read. */
export async function holdWords(language: Language): Promise<void> {
  if (!isHeld(language)) hold(language, (await filesOf[language]()).default);
}

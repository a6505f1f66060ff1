import { type Code, type Language, languages, type Params, say, sayComposed } from "@biaochi/words";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { holdAllWords } from "./held-words.ts";

/** What a person chose about the screen. It stays in this browser; the server is told nothing but the language. */
type Preferences = { readonly language: Language; readonly isLarge: boolean };

const key = "biaochi.preferences";
const asDelivered: Preferences = { language: "zh-CN", isLarge: false };

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null) return asDelivered;
    const language = languages.find((each) => "language" in kept && kept.language === each) ?? asDelivered.language;
    return { language, isLarge: "isLarge" in kept && kept.isLarge === true };
  } catch {
    return asDelivered; // a browser that keeps nothing still shows everything
  }
}

export function languageNow(): Language {
  return read().language;
}

type Chosen = Preferences & { readonly choose: (change: Partial<Preferences>) => void };
const Context = createContext<Chosen>({ ...asDelivered, choose: () => undefined });

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState(read);
  useEffect(() => {
    document.documentElement.lang = preferences.language;
    document.documentElement.classList.toggle("large-type", preferences.isLarge);
    try {
      localStorage.setItem(key, JSON.stringify(preferences));
    } catch {
      // Not kept: the choice holds until the page is closed.
    }
  }, [preferences]);
  const chosen = useMemo(
    () => ({
      ...preferences,
      choose: (change: Partial<Preferences>) =>
        void holdAllWords(change.language ?? preferences.language).then(() =>
          setPreferences((now) => ({ ...now, ...change })),
        ),
    }),
    [preferences],
  );
  return <Context value={chosen}>{children}</Context>;
}

export const usePreferences = (): Chosen => useContext(Context);

export type Say = {
  readonly language: Language;
  (code: Code, params?: Params): string;
  /** For codes that are put together from what the server answered. */
  readonly composed: (code: string, params?: Params) => string;
  /** A name that a scheme or the registry gives in both languages. */
  readonly named: (name: { readonly "zh-CN": string; readonly en: string }) => string;
};

/** The words in the language that the person reads. */
export function useSay(): Say {
  const { language } = usePreferences();
  return useMemo(
    () =>
      Object.assign((code: Code, params?: Params) => say(language, code, params), {
        language,
        composed: (code: string, params?: Params) => sayComposed(language, code, params),
        named: (name: { readonly "zh-CN": string; readonly en: string }) => name[language],
      }),
    [language],
  );
}

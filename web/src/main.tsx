import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import enUS from "antd/es/locale/en_US.js";
import zhCN from "antd/es/locale/zh_CN.js";
import { StrictMode, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { makeQuestions } from "./exchange/questions.ts";
import { watchSession } from "./exchange/signed-out.ts";
import "./exchange/without-eval.ts";
import { holdWords } from "./frame/held-words.ts";
import { openOnPaper } from "./frame/open-on-paper.ts";
import { languageNow, PreferencesProvider, usePreferences } from "./frame/preferences.tsx";
// Before the first text: what was drawn without a font is not always drawn anew when its declaration comes later.
import "./look/fonts.ts";
import "./look/page.css";
import "./look/parts.css";
import "./look/print.css";
import "./look/access.css";
import "./look/documents.css";
import "./look/tables.css";
import "./look/trials.css";
import { themeFor } from "./look/theme.ts";
import { makeRouter } from "./router.tsx";

/** This request's nonce: antd writes its styles under it, and the CSP knows no other. */
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

const questions = makeQuestions();
const router = makeRouter(questions);
watchSession(questions, () => router.invalidate());

function Look() {
  const { language, isLarge } = usePreferences();
  const theme = useMemo(() => themeFor(language, isLarge, isStill), [language, isLarge]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      theme={theme}
      locale={language === "zh-CN" ? zhCN : enUS}
      wave={{ disabled: isStill }}
      button={{ autoInsertSpace: false }}
    >
      <RouterProvider router={router} />
    </ConfigProvider>
  );
}

openOnPaper();
await holdWords(languageNow());
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={questions}>
      <PreferencesProvider>
        <Look />
      </PreferencesProvider>
    </QueryClientProvider>
  </StrictMode>,
);

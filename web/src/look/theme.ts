import type { Language } from "@biaochi/words";
import type { ThemeConfig } from "antd";

/** One blue for action and for "me"; amber and red only for meaning, always with an icon and a word. */
export const ink = {
  text: "#1b1f24",
  quiet: "#57606a",
  line: "#d5dae0",
  pale: "#eef2f6",
  blue: "#1554a5",
  paleBlue: "#b9cfeb",
  amber: "#8a5a00",
  red: "#a81c1c",
} as const;

/** System fonts first; the web font stands last and is loaded only where none of them knows Chinese. */
const chinese =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Noto Sans SC"';
/** In English a Latin font leads: Chinese fonts draw quotation marks and apostrophes a whole character wide. */
export const fontFamilies: Readonly<Record<Language, string>> = {
  "zh-CN": `${chinese}, system-ui, sans-serif`,
  en: `"Segoe UI", "Open Sans", ${chinese}, sans-serif`,
};

/** What charts write with, in pixels: large type enlarges them too. */
export const chartType = (isLarge: boolean): number => (isLarge ? 15 : 12);

export function themeFor(language: Language, isLarge: boolean, isStill: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: ink.blue,
      colorLink: ink.blue,
      colorError: ink.red,
      colorText: ink.text,
      colorTextSecondary: ink.quiet,
      colorTextDescription: ink.quiet,
      colorTextPlaceholder: ink.quiet,
      colorBorder: "#8c959f",
      fontFamily: fontFamilies[language],
      fontSize: isLarge ? 18 : 14,
      controlHeight: isLarge ? 44 : 34,
      borderRadius: 4,
      motion: !isStill,
    },
  };
}

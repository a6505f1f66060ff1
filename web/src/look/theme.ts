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
export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Noto Sans SC", system-ui, sans-serif';

export function themeFor(isLarge: boolean, isStill: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: ink.blue,
      colorLink: ink.blue,
      colorText: ink.text,
      colorTextSecondary: ink.quiet,
      colorTextDescription: ink.quiet,
      colorTextPlaceholder: ink.quiet,
      colorBorder: "#8c959f",
      fontFamily,
      fontSize: isLarge ? 18 : 14,
      controlHeight: isLarge ? 44 : 34,
      borderRadius: 4,
      motion: !isStill,
    },
  };
}

import { readSource } from "./source.ts";
import { templateTexts } from "./template-texts.ts";

/** A scheme to begin with. */
export interface Template {
  /** Of the document. */
  readonly id: string;
  /** "year-units.yaml" */
  readonly file: string;
  readonly title: { readonly "zh-CN": string; readonly en: string };
  readonly purpose: { readonly "zh-CN": string; readonly en: string };
  readonly text: string;
}

/** Every template with its title and what it is for, as the document itself says in its first lines. */
export function schemeTemplates(): readonly Template[] {
  return Object.entries(templateTexts).map(([file, text]) => {
    const { id, title } = readSource(text).raw as Pick<Template, "id" | "title">;
    const lineAfter = (mark: string): string =>
      text
        .split("\n")
        .find((line) => line.startsWith(mark))
        ?.slice(mark.length)
        .trim() ?? "";
    return { id, file, title, purpose: { "zh-CN": lineAfter("# 用途："), en: lineAfter("# For: ") }, text };
  });
}

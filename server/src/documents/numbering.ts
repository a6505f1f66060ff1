import type { Block } from "./model.ts";

const digits = [..."〇一二三四五六七八九"];

/** 1 → 一, 10 → 十, 12 → 十二, 20 → 二十, 99 → 九十九; larger ones in figures. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) return String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? digits[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 ? digits[ones] : ""}`;
}

const marks = [
  (n: number) => `${chineseNumber(n)}、`,
  (n: number) => `（${chineseNumber(n)}）`,
  (n: number) => `${n}. `,
  (n: number) => `（${n}）`,
] as const;
const plainMarks = [(n: number) => `${n}. `, (n: number) => `${n}) `, (n: number) => `(${n}) `, () => "· "] as const;

/**
 * Numbers the headings in the order of GB/T 9704—2012, 7.3.3: 一、 then （一） then 1. then （1）. A heading of a higher
 * level begins the lower ones anew. English documents use figures.
 */
export function numbered(blocks: readonly Block[], isChinese: boolean): readonly Block[] {
  const counts = [0, 0, 0, 0];
  return blocks.map((block) => {
    if (block.kind === "attachment") counts.fill(0);
    if (block.kind !== "heading" || block.plain) return block;
    const index = block.level - 1;
    counts[index] = (counts[index] ?? 0) + 1;
    counts.fill(0, index + 1);
    const mark = (isChinese ? marks : plainMarks)[index];
    return { ...block, text: `${mark?.(counts[index] ?? 1) ?? ""}${block.text}` };
  });
}

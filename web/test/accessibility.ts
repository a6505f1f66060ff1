import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Half of the time that all rules take, and the one of which neither the width nor the language decides. */
const contrast = ["color-contrast"];

/** The watermark is pure decoration, hidden from readers: WCAG 1.4.3 asks no contrast of it. */
export async function accessibilityFaults(
  page: Page,
  { asksContrast = true }: { readonly asksContrast?: boolean } = {},
): Promise<readonly string[]> {
  // Once in the life of a document: a second look at another width finds it there.
  if (!(await page.evaluate(() => Reflect.has(window, "axe")))) await page.evaluate(axe);
  return page.evaluate(
    async (left) => {
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const run = (
        Reflect.get(window, "axe") as {
          run: (
            what: object,
            options: object,
          ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
        }
      ).run;
      const { violations } = await run(
        { include: document, exclude: [".watermark"] },
        {
          runOnly: { type: "tag", values: tags },
          rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])),
          resultTypes: ["violations"],
        },
      );
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary ?? ""} (${nodes.length})`,
      );
    },
    asksContrast ? [] : contrast,
  );
}

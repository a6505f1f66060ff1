import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The watermark is pure decoration, hidden from readers: WCAG 1.4.3 asks no contrast of it. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // Once in the life of a document: a second look at another width finds it there.
  if (!(await page.evaluate(() => Reflect.has(window, "axe")))) await page.evaluate(axe);
  return page.evaluate(async () => {
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
      { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] },
    );
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary ?? ""} (${nodes.length})`,
    );
  });
}

import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const dist = resolve(import.meta.dirname, "../dist");
type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};

/** Everything that a browser must have before `page` can be seen, without fonts and charts. */
function filesFor(manifest: Readonly<Record<string, Chunk>>, page: string): ReadonlySet<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const take = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const each of chunk.imports ?? []) take(each);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) take(name);
  take(page);
  take("../virtual:words/zh-CN");
  return files;
}

/** 350 kB of brotli, as the user of a slow office network feels it. */
const most = 350_000;

it.each([
  "stages/access/sign-in-page",
  "home/home-page",
  "stages/scoring/standings-page",
  "stages/scoring/subject-page",
])("%s needs at most 350 kB before it can be seen", (page) => {
  const path = resolve(dist, ".vite/manifest.json");
  expect(existsSync(path), "the pages are not built: npm run build").toBe(true);
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync(path, "utf8"));
  expect(Object.keys(manifest)).toContain(`src/${page}.tsx`);
  const files = [...filesFor(manifest, `src/${page}.tsx`)].filter((file) => /\.(js|css)$/.test(file));
  const bytes = files.reduce((sum, file) => sum + statSync(resolve(dist, `${file}.br`)).size, 0);
  console.info(`${page}: ${Math.round(bytes / 1000)} kB brotli in ${files.length} files`);
  expect(bytes).toBeLessThan(most);
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Every browser that we support reads woff2: the woff twin of each slice stays out of the build, the licence comes in. */
function fallbackFont(): Plugin {
  return {
    name: "fallback-font",
    enforce: "pre",
    transform(code, id) {
      if (!/@fontsource.*\.css$/.test(id.split("?")[0] ?? "")) return undefined;
      return { code: code.replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, ""), map: null };
    },
    generateBundle() {
      const licence = readFileSync(new URL(import.meta.resolve("@fontsource/noto-sans-sc/LICENSE")));
      this.emitFile({ type: "asset", fileName: "assets/fonts/noto-sans-sc-LICENSE.txt", source: licence });
    },
  };
}

/** A brotli twin beside every text file, for servers that send it ready-made. */
function brotliTwins(): Plugin {
  return {
    name: "brotli-twins",
    apply: "build",
    writeBundle(options, bundle) {
      for (const fileName of Object.keys(bundle)) {
        if (!/\.(js|css|svg)$/.test(fileName)) continue;
        const path = join(options.dir ?? "", fileName);
        writeFileSync(
          `${path}.br`,
          brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        );
      }
    },
  };
}

const wordsIn = "virtual:words/";
const laterIn = "/later";

/** The sentences by language, two files each: what the first pages say, and what all others say beside it. A page fetches the language that is read. */
function wordsByLanguage(): Plugin {
  return {
    name: "words-by-language",
    resolveId: (id) => (id.startsWith(wordsIn) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${wordsIn}`)) return undefined;
      const { sentencesOfPages, isSaidLater } = await import(new URL("../words/src/index.ts", import.meta.url).href);
      const isLater = id.endsWith(laterIn);
      const language = id.slice(wordsIn.length + 1, isLater ? -laterIn.length : undefined);
      const said = Object.entries(sentencesOfPages(language)).filter(([code]) => isSaidLater(code) === isLater);
      const sentences = JSON.stringify(Object.fromEntries(said));
      return { code: `export default JSON.parse(${JSON.stringify(sentences)})`, map: null };
    },
  };
}

/** Pages that people open first, by what index.html makes of their address. */
const firstPages = { "/": "home-page", standings: "standings-page", subjects: "subject-page" };

/** Tells index.html which files each of the first pages needs beyond those of all pages. */
function firstPageCode(): Plugin {
  return {
    name: "first-page-code",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {}, chunk: entry }) {
        const needed = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
          const chunk = bundle[file];
          if (chunk?.type !== "chunk" || seen.has(file)) return seen;
          seen.add(file);
          for (const each of chunk.imports) needed(each, seen);
          return seen;
        };
        const always = needed(entry?.fileName ?? "");
        const filesOf = (page: string): readonly string[] => {
          const found = Object.values(bundle).find((each) => each.type === "chunk" && each.name === page);
          if (found === undefined) throw new Error(`no page of the build is called ${page}`);
          return [...needed(found.fileName)].filter((file) => !always.has(file)).map((file) => `/${file}`);
        };
        const words = Object.values(bundle).flatMap((each) =>
          each.type === "chunk" &&
          each.facadeModuleId?.startsWith(`\0${wordsIn}`) &&
          !each.facadeModuleId.endsWith(laterIn)
            ? [[each.facadeModuleId.slice(wordsIn.length + 1), `/${each.fileName}`]]
            : [],
        );
        const code = Object.fromEntries(Object.entries(firstPages).map(([end, page]) => [end, filesOf(page)]));
        if (!html.includes("codeOf = {}")) throw new Error("index.html has no place for the code of the first pages");
        if (!html.includes("wordsOf = {}")) throw new Error("index.html has no place for the words by language");
        return html
          .replace("codeOf = {}", `codeOf = ${JSON.stringify(code)}`)
          .replace("wordsOf = {}", `wordsOf = ${JSON.stringify(Object.fromEntries(words))}`);
      },
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fallbackFont(), wordsByLanguage(), firstPageCode(), brotliTwins()],
  /** A page holds one language: not the list of all words, but what speaks them. */
  resolve: { alias: [{ find: /^@biaochi\/words$/, replacement: join(import.meta.dirname, "../words/src/speak.ts") }] },
  /** The server puts each request's nonce where this stands; the CSP knows no other inline script or style. */
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".woff2"))
            ? "assets/fonts/[name]-[hash][extname]"
            : "assets/[name]-[hash][extname]",
      },
    },
  },
  /** The linter's thread fetches the engine when it has said how. */
  worker: { format: "es" },
  server: { proxy: { "/api": "http://localhost:3000" } },
});

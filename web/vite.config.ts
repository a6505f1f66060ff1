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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fallbackFont(), brotliTwins()],
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
  server: { proxy: { "/api": "http://localhost:3000" } },
});

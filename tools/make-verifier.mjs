// Builds the page that checks receipts without a network: one file, the same bytes from the same sources everywhere.
//   node tools/make-verifier.mjs <file>     writes it, and says its SHA-256
//   node tools/make-verifier.mjs --digest   writes the digest to docs/verifier.sha256, where everybody can compare it
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");

export const digestFile = join("docs", "verifier.sha256");

const digestOf = (text, form) => createHash("sha256").update(text).digest(form);

/** The script is not made small: whoever wants to know what is checked can read it in the file. */
async function scriptOf(root) {
  const made = await build({
    root,
    configFile: false,
    envFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      target: "es2022",
      lib: { entry: join(root, "web/verifier/main.ts"), formats: ["iife"], name: "verifier" },
    },
  });
  const [first] = Array.isArray(made) ? made : [made];
  return inElement(first.output[0].code);
}

/** The code as it is, if it can stand in a script element. */
export function inElement(code) {
  if (/<\/script|<!--/i.test(code)) throw new Error("the script would end its own element");
  return code;
}

export async function makeVerifier(root = here) {
  const read = (name) => readFileSync(join(root, "web/verifier", name), "utf8").replaceAll("\r\n", "\n");
  const [script, style] = [`\n${await scriptOf(root)}`, `\n${read("verifier.css")}`];
  const parts = {
    "%SCRIPT-DIGEST%": digestOf(script, "base64"),
    "%STYLE-DIGEST%": digestOf(style, "base64"),
    "%STYLE%": style,
    "%SCRIPT%": script,
  };
  const html = read("verifier.html").replace(/%[A-Z-]+%/g, (name) => parts[name] ?? name);
  return { html, digest: digestOf(html, "hex") };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , target] = process.argv;
  const { html, digest } = await makeVerifier();
  if (target === "--digest") writeFileSync(join(here, digestFile), `${digest}  verifier.html\n`);
  else if (target !== undefined) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, html);
  }
  process.stdout.write(`${digest}\n`);
}

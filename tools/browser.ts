import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

type Chromium = { readonly path: string; readonly env: NodeJS.ProcessEnv };

/** A browser that the machine has already, in the order in which we trust it. */
function chromiumHere(): string | undefined {
  const named = process.env.BIAOCHI_CHROMIUM;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`BIAOCHI_CHROMIUM: an executable was expected, nothing is at ${named}`);
    return named;
  }
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
}

function packagedFolder(): { readonly folder: string; readonly version: string } {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const folder = dirname(dirname(entry));
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return { folder, version: manifest.version };
}

function isOurs(path: string): boolean {
  return existsSync(path) && lstatSync(path).isDirectory() && lstatSync(path).uid === (process.getuid?.() ?? 0);
}

/** Unpacks beside and renames, so that test files that start together find either nothing or a whole browser. */
async function unpack(): Promise<string> {
  const { folder, version } = packagedFolder();
  const wanted = join(tmpdir(), `biaochi-chromium-${version}-${process.getuid?.() ?? "user"}`);
  if (isOurs(wanted)) return wanted;
  const fresh = mkdtempSync(join(tmpdir(), "biaochi-chromium-"));
  const { default: packaged, inflate } = await import("@sparticuz/chromium");
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = fresh; // the package unpacks into the folder for temporary files, under one name for everybody
  try {
    await packaged.executablePath();
    await inflate(join(folder, "bin", "al2023.tar.br"));
  } finally {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  }
  try {
    renameSync(fresh, wanted);
    return wanted;
  } catch {
    if (!isOurs(wanted)) return fresh;
    rmSync(fresh, { recursive: true, force: true });
    return wanted;
  }
}

/** True where the machine lacks a library that a browser needs; the package brings them, for this case only. */
function lacksLibraries(path: string): boolean {
  try {
    return execFileSync("ldd", [path], { encoding: "utf8" }).includes("not found");
  } catch {
    return true;
  }
}

/**
 * The package's own settings look for fonts in /tmp/fonts; without one single font a browser lays out text with no height,
 * or dies. Ours name the folder beside them. There is no Chinese font among them: the pages must bring theirs.
 */
function fontSettings(folder: string): string {
  const path = join(folder, "fonts", "beside.conf");
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, "fonts", "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>
`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return path;
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, path);
  return path;
}

async function packagedChromium(): Promise<Chromium> {
  const folder = await unpack();
  const path = join(folder, "chromium");
  const env: NodeJS.ProcessEnv = { ...process.env, FONTCONFIG_FILE: fontSettings(folder) };
  if (lacksLibraries(path))
    env.LD_LIBRARY_PATH = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { path, env };
}

/** Our own arguments, not the package's: those are for a machine that allows one process only. */
const quiet = [
  "--no-sandbox", // root cannot have one, containers often forbid it, and only our own pages are opened
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--disable-gpu",
  "--font-render-hinting=none",
  "--no-first-run",
  "--no-pings",
];

/** A real Chromium: the machine's, else the one from npm. No download, no system package. */
export async function launchBrowser(): Promise<Browser> {
  const here = chromiumHere();
  const { path, env } = here === undefined ? await packagedChromium() : { path: here, env: process.env };
  // In a locale without Chinese a browser finds no file with a Chinese name, and says nothing of it.
  const known = Object.entries({ ...env, LC_ALL: "C.UTF-8" }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({ executablePath: path, headless: true, args: quiet, env: Object.fromEntries(known) });
}

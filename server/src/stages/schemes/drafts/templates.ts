import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Name } from "@biaochi/contract";
import { headingOf } from "./source.ts";

/** The one place where templates of schemes lie: scheme documents, one file each. */
const folder = resolve(import.meta.dirname, "../../../../../examples/templates");

export type Template = { readonly id: string; readonly title: Name; readonly document: string };

let read: readonly Template[] | undefined;

/** By the names of their files. They come with the product and are read once. */
export function templates(): readonly Template[] {
  read ??= (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .flatMap((name) => {
      const document = readFileSync(resolve(folder, name), "utf8");
      const heading = headingOf(document);
      return heading.ok ? [{ id: basename(name).replace(/\.ya?ml$/, ""), title: heading.value.title, document }] : [];
    });
  return read;
}

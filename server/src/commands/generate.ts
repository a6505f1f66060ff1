import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bounds, committed, fewestOfficials, generateCity, type Size } from "../demo-city/city.ts";
import { fromHere } from "../platform/settings.ts";
import { type Command, type CommandContext, exitCode, misused, refused } from "./command.ts";

/** Written by hand and the same for every size; the tables are made. */
const byHand = ["scheme.v1.yaml", "scheme.v2.yaml", "dataset.yaml", "README.md"] as const;
const exampleFolder = fileURLToPath(new URL("../../../examples/demo-city/", import.meta.url));

export const generate: Command = {
  name: "generate",
  summary: "command.generate",
  arguments: "demo-city",
  options: {
    seed: { type: "string", summary: "generate.option-seed" },
    units: { type: "string", summary: "generate.option-units" },
    officials: { type: "string", summary: "generate.option-officials" },
    years: { type: "string", summary: "generate.option-years" },
    out: { type: "string", summary: "generate.option-out" },
  },
  async run(context) {
    const [what, ...more] = context.positionals;
    if (what !== "demo-city" || more.length > 0) return misused(context, "generate", "demo-city");
    const size = sizeOf(context);
    if ("option" in size) return refused(context, { code: "generate-number", params: size });
    const asked = context.values.out;
    const folder = resolve(fromHere(typeof asked === "string" ? asked : "demo-city"));
    const files = new Map(generateCity(size));
    for (const name of byHand) files.set(name, await readFile(join(exampleFolder, name), "utf8"));
    const foreign = (await namesIn(folder)).find((name) => !files.has(name));
    if (foreign !== undefined)
      return refused(context, { code: "generate-folder-foreign", params: { folder, file: foreign } });
    await replace(folder, files);
    const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    context.report({
      code: "generated",
      params: {
        units: size.units,
        officials: size.officials,
        files: files.size,
        kilobytes: Math.round(bytes / 1000),
        folder: relative(".", folder) || ".",
      },
    });
    return exitCode.done;
  },
};

type NotANumber = { readonly option: string; readonly from: number; readonly to: number; readonly found: string };

/** The size asked for; the first option that is no number within its bounds otherwise. */
function sizeOf(context: CommandContext): Size | NotANumber {
  const size: Record<keyof Size, number> = { ...committed };
  for (const option of ["seed", "units", "officials", "years"] as const) {
    const found = context.values[option];
    const [least, to] = bounds[option];
    const from = option === "officials" ? Math.max(least, fewestOfficials(size.units)) : least;
    if (typeof found === "string") size[option] = /^\d{1,10}$/.test(found) ? Number(found) : Number.NaN;
    if (!(size[option] >= from && size[option] <= to))
      return { option, from, to, found: String(found ?? size[option]) };
  }
  return size;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Everything is written beside the folder first and then takes its place, so that no half city is ever read. */
async function replace(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const fresh = `${folder}.part`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  for (const [name, text] of files) await writeFile(join(fresh, name), text);
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

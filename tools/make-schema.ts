// Writes the published JSON Schema of scheme documents. Run after any change of the format; a test fails on a stale file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { Scheme } from "../engine/src/scheme/document.ts";

const file = fileURLToPath(new URL("../engine/scheme.schema.json", import.meta.url));

/** The schema as published: JSON Schema 2020-12 of what a scheme author writes. */
export function publishedSchema(): string {
  const schema = z.toJSONSchema(Scheme, { io: "input", target: "draft-2020-12" });
  return `${JSON.stringify({ $id: "https://biaochi.example/scheme/1", title: "Biaochi scheme", ...schema }, null, 1)}\n`;
}

export const committedSchema = (): string => readFileSync(file, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, publishedSchema());

import { readFileSync } from "node:fs";
import { readScheme } from "@biaochi/engine";
import { expect, it } from "vitest";
import { demoRedLines } from "./demo-red-lines.ts";
import { nationalEdition } from "./platform/rulebooks.ts";

it.each(["scheme.v1.yaml", "scheme.v2.yaml"])(
  "%s of the demo names what each red line rests on, and is within the national rules",
  (name) => {
    const text = readFileSync(new URL(`../../examples/demo-city/${name}`, import.meta.url), "utf8");
    const { rulebook } = nationalEdition();
    const { scheme, findings } = readScheme(text, { rulebook, additions: demoRedLines });
    expect(scheme?.redLines.filter((line) => line.allowedBy === undefined).map(({ id }) => id)).toEqual([]);
    expect(findings.filter(({ code }) => /^(red-line|quota-above|scale-not)/.test(code))).toEqual([]);
    const named = new Set(scheme?.redLines.map((line) => line.allowedBy));
    expect(demoRedLines.filter(({ key }) => !named.has(key))).toEqual([]);
  },
);

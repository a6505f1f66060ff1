import { readFileSync } from "node:fs";
import { readScheme } from "@biaochi/engine";
import { expect, it } from "vitest";
import { foundElsewhere } from "./found-elsewhere.ts";

const text = readFileSync(new URL("../../../../../examples/demo-city/scheme.v2.yaml", import.meta.url), "utf8");
const lineOf = (piece: string) => text.split("\n").findIndex((line) => line.includes(piece)) + 1;
const finding = (code: string, line: number) => ({ code, severity: "error" as const, line, values: {} });

it("what the library and other versions found stands at its thing, and what the document says itself is told once", () => {
  const { scheme, findings } = readScheme(text);
  const at = scheme?.indicators.findIndex(({ id }) => id === "pm25") ?? -1;
  expect(at).toBeGreaterThan(-1);
  const own = findings.map(({ code, line }) => finding(code, line));
  const found = foundElsewhere(text, [
    ...own,
    finding("library-differs", lineOf("id: pm25,")),
    finding("draft-version", lineOf("version:")),
    finding("draft-retroactive-from", lineOf("effective:")),
  ]);
  expect(found.map(({ code, path }) => [code, path])).toEqual([
    ["library-differs", `indicators.${at}`],
    ["draft-version", "version"],
    ["draft-retroactive-from", "effective"],
  ]);
});

it("a text that cannot be read leaves them at no place", () => {
  expect(foundElsewhere("a: [", [finding("x", 1)])).toMatchObject([{ path: "" }]);
});

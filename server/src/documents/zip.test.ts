import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { startZip, zipOf } from "./zip.ts";

const at = new Date("2025-10-08T08:30:10Z");

describe("zip", () => {
  it("holds what was put in, under its name, and is the same twice", () => {
    const entries = [
      { name: "成绩单.txt", content: Buffer.from("内容".repeat(100)) },
      { name: "b.bin", content: Buffer.from([1, 2, 3]) },
    ];
    const file = zipOf(entries, at);
    expect(zipOf(entries, at).equals(file)).toBe(true);
    const nameLength = file.readUInt16LE(26);
    expect(file.toString("utf8", 30, 30 + nameLength)).toBe("成绩单.txt");
    const packed = file.subarray(30 + nameLength, 30 + nameLength + file.readUInt32LE(18));
    expect(inflateRawSync(packed).toString()).toBe("内容".repeat(100));
    expect(file.readUInt16LE(file.length - 12)).toBe(2);
  });

  it("opens with python's zipfile, where there is one, also beyond 65,535 entries", () => {
    const python = ["/usr/bin/python3", "/usr/local/bin/python3"].find(existsSync);
    if (python === undefined) return;
    const folder = mkdtempSync(join(tmpdir(), "biaochi-zip-"));
    const zip = startZip(at);
    const parts: Buffer[] = [];
    for (let n = 0; n < 65_540; n += 1)
      parts.push(zip.add({ name: `${n}.txt`, content: Buffer.from(String(n)) }, true));
    writeFileSync(join(folder, "many.zip"), Buffer.concat([...parts, zip.finish()]));
    const script =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.read('65539.txt').decode(), z.testzip())";
    const said = execFileSync(python, ["-c", script, join(folder, "many.zip")], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(said.trim()).toBe("65540 65539 None");
  });
});

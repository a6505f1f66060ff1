import { expect, it } from "vitest";
import { fileName } from "./sheet-name.ts";

it("is a name that leads to no other folder and shows the ending that it has", () => {
  expect(fileName(["../../etc", "a\u202efdp.exe", "甲\u0000\r\n"], "pdf")).toBe(".. .. etc-a fdp.exe-甲.pdf");
});

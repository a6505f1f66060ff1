import { expect, it } from "vitest";
import { isOurs } from "./way-back.ts";

it.each(["/", "/runs", "/runs/1/standings?type=unit&sort=rank", "/a//b", "/sign-in?back=//x"])("%s is ours", (path) => {
  expect(isOurs(path)).toBe(true);
});

it.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "runs",
  "",
  undefined,
  ["/runs"],
])("%j is not", (path) => {
  expect(isOurs(path)).toBe(false);
});

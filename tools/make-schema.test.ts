import { expect, test } from "vitest";
import { committedSchema, publishedSchema } from "./make-schema.ts";

test("the published JSON Schema is the one that the reader uses (node tools/make-schema.ts rewrites it)", () => {
  expect(committedSchema()).toBe(publishedSchema());
});

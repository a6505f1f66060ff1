import fc from "fast-check";
import { expect, test } from "vitest";
import { begun, redone, undone, written } from "./history.ts";

test("what was written can be taken back to the beginning and done again to the end", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 20 }), (texts) => {
      const end = texts.reduce(written, begun("start"));
      let back = end;
      while (back.past.length > 0) back = undone(back);
      expect(back.now).toBe("start");
      let again = back;
      while (again.future.length > 0) again = redone(again);
      expect(again).toEqual(end);
    }),
  );
});

test("something new ends what could have been done again; an unchanged text is no step", () => {
  const two = undone(written(written(begun("a"), "b"), "c"));
  expect(redone(written(two, "d"))).toEqual({ past: ["a", "b"], now: "d", future: [] });
  expect(written(begun("a"), "a").past).toEqual([]);
  expect(undone(begun("a"))).toEqual(begun("a"));
});

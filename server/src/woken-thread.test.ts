import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { openWokenThread } from "./woken-thread.ts";

const threadOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const falling = threadOf('throw new Error("a file that no thread survives")');
/** Works until it is told something. */
const working = threadOf(
  'import { parentPort } from "node:worker_threads"; parentPort.once("message", () => parentPort.close());',
);

/** Hears nothing. */
const deaf = threadOf("setInterval(() => undefined, 1_000);");

describe("a thread that is woken", () => {
  it("is ended where it does not end, and its work can be begun again", async () => {
    const thread = openWokenThread({ ...{ file: deaf, data: {}, patience: 20 }, hasWaiting: async () => false });
    thread.wake();
    await thread.close();
    expect(Atomics.load(thread.flags, 0)).toBe(1);
  });

  it("begins again what ended it, as long as something waits", async () => {
    let waiting = 3;
    let starts = 0;
    await new Promise<void>((nothingWaits) => {
      openWokenThread({
        ...{ file: falling, data: {}, isBegunAgain: true },
        hasWaiting: async () => {
          if (waiting === 0) nothingWaits();
          return waiting-- > 0;
        },
        onStart: () => {
          starts += 1;
        },
      });
    });
    expect(starts).toBe(3);
  });

  it("leaves what ended it for the next wake, where nobody counts how often", async () => {
    let asked = 0;
    const fallen = new Promise((resolve) => {
      openWokenThread({
        ...{ file: falling, data: {} },
        hasWaiting: async () => {
          asked += 1;
          return asked === 1;
        },
        onStart: (thread) => void once(thread, "exit").then(resolve, () => once(thread, "exit").then(resolve)),
      });
    });
    await fallen;
    expect(asked).toBe(1);
  });

  it("is followed by another when it is woken once more while it works, and ends when it is closed", async () => {
    let starts = 0;
    let follow = () => {};
    const isFollowed = new Promise<void>((resolve) => {
      follow = resolve;
    });
    const thread = openWokenThread({
      ...{ file: working, data: {} },
      hasWaiting: async () => false,
      tell: (each) => each.postMessage("look"),
      onStart: () => {
        starts += 1;
        if (starts === 2) follow();
      },
    });
    thread.wake();
    thread.wake();
    await isFollowed;
    await thread.close();
    thread.wake();
    expect(starts).toBe(2);
    expect(Atomics.load(thread.flags, 0)).toBe(1);
  });
});

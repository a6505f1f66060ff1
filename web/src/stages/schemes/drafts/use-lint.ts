import type { SchemeFinding } from "@biaochi/contract";
import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import type { Asked, Found } from "./lint-worker.ts";

type Finding = z.output<typeof SchemeFinding>;

/** Quiet for so long before the text is looked at. */
const pause = 400;

/**
 * What the linter says of a text while it is typed: the engine itself, on a thread of its own, so that typing never waits for it
 * and the server is not asked. Undefined until it has answered.
 */
export function useLint(text: string): readonly Finding[] | undefined {
  const [findings, setFindings] = useState<readonly Finding[]>();
  const worker = useRef<Worker>(undefined);
  const turn = useRef(0);
  useEffect(() => {
    const made = new Worker(new URL("./lint-worker.ts", import.meta.url), { type: "module" });
    made.addEventListener("message", (event: MessageEvent<Found>) => {
      if (event.data.turn !== turn.current) return;
      setFindings(
        event.data.findings.map(({ code, severity, line, values, names, expected, found }) => ({
          ...{ code, severity, line, ...(names === undefined ? {} : { names }) },
          values: {
            ...values,
            ...(expected === undefined ? {} : { expected }),
            ...(found === undefined ? {} : { found }),
          },
        })),
      );
    });
    worker.current = made;
    return () => {
      worker.current = undefined;
      made.terminate();
    };
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      turn.current += 1;
      const asked: Asked = { turn: turn.current, text };
      worker.current?.postMessage(asked);
    }, pause);
    return () => clearTimeout(timer);
  }, [text]);
  return findings;
}

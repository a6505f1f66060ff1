import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { session } from "../exchange/questions.ts";
import { type Holding, HoldingContext } from "./holding.ts";
import { useSay } from "./preferences.tsx";

/** A part of a page that shows results of people: who reads it and when stands faintly over it, on paper too. */
export function Personal({ run, subject, children }: Holding & { readonly children: ReactNode }) {
  const holding = { run, ...(subject === undefined ? {} : { subject }) };
  return (
    <HoldingContext value={holding}>
      <Watermark />
      {children}
    </HoldingContext>
  );
}

const timeOf = (at: Date): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }).format(at);

/** Name, unit, day and time, over the whole window and over every sheet of paper; a drawing, so that printers keep it. */
export function Watermark() {
  const say = useSay();
  const { account, today } = useQuery(session).data ?? {};
  const [at, setAt] = useState(() => new Date());
  useEffect(() => {
    const now = () => flushSync(() => setAt(new Date()));
    addEventListener("beforeprint", now);
    return () => removeEventListener("beforeprint", now);
  }, []);
  if (!account || !today) return null;
  const who = [say.named(account.name), ...(account.unit ? [say.named(account.unit.name)] : [])].join(" · ");
  const when = `${day(say.language, today)} ${timeOf(at)}`;
  return (
    <svg className="watermark" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="watermark" width="340" height="210" patternUnits="userSpaceOnUse" patternTransform="rotate(-20)">
          <text x="8" y="60">
            {who}
          </text>
          <text x="8" y="82">
            {when}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#watermark)" />
    </svg>
  );
}

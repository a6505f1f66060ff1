import { day } from "@biaochi/words";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { called } from "../../../frame/called.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { EndCode } from "./end-code.tsx";
import { PasteCodes } from "./paste-codes.tsx";
import type { PastedLine } from "./pasted-codes.ts";
import { codesOf, type OfStream, stale } from "./questions.ts";
import { UnmappedCodes } from "./unmapped-codes.tsx";

type Codes = Answer<"listCodes">;

/** How the other system calls units. Codes that nobody explained stand first: their records count for nobody. */
export function CodesPart({ of }: { readonly of: OfStream }) {
  const say = useSay();
  const questions = useQueryClient();
  const mayKeep = useMay("keep-streams");
  const { data, error, refetch } = useQuery(codesOf(of));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const run = async (lines: PastedLine[]) => {
    await ask("saveCodes", { params: { ...of }, body: { lines } });
    await Promise.all(stale.map((key) => questions.invalidateQueries({ queryKey: [key] })));
  };
  const { unmapped, units, lines } = data;
  return (
    <>
      {unmapped.length === 0 && <p>{say("codes.all-mapped")}</p>}
      {unmapped.length > 0 && <UnmappedCodes unmapped={unmapped} units={units} run={mayKeep ? run : undefined} />}
      {lines.length > 0 && <Lines of={of} codes={data} />}
      {mayKeep && (
        <details className="entry">
          <summary>{say("codes.paste.several")}</summary>
          <PasteCodes units={units} run={run} />
        </details>
      )}
    </>
  );
}

function Lines({ of, codes: { lines } }: { readonly of: OfStream; readonly codes: Codes }) {
  const say = useSay();
  const mayKeep = useMay("keep-streams");
  return (
    <details className="entry">
      <summary>{say("codes.lines", { n: lines.length })}</summary>
      <Scroll label={say("codes.title")} tall>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("codes.code")}</th>
              <th scope="col">{say("codes.unit")}</th>
              <th scope="col">{say("codes.days")}</th>
              <th scope="col">{say("arrivals.versions.by")}</th>
              {mayKeep && <th scope="col">{say("codes.do")}</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.line}>
                <th scope="row">{line.code}</th>
                <td>{say.named(line.unit.name)}</td>
                <td>
                  {line.lastDay === null
                    ? say("codes.since", { day: day(say.language, line.firstDay) })
                    : say("codes.from-until", {
                        from: day(say.language, line.firstDay),
                        until: day(say.language, line.lastDay),
                      })}
                </td>
                <td>{called(say, line.by)}</td>
                {mayKeep && <td>{line.lastDay === null && <EndCode of={of} line={line} />}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

import type { DocumentLine } from "@biaochi/contract";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type Line = z.output<typeof DocumentLine>;

const classOf = (line: Line): string =>
  line.gap > 0 ? "gap" : line.before === null ? "added" : line.after === null ? "removed" : "";

/** Two documents line by line, equal stretches left out. */
export function LinesTable({ lines }: { readonly lines: readonly Line[] }) {
  const say = useSay();
  return (
    <Scroll label={say("scheme.lines")} tall text>
      <table className="lines">
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.before}:${line.after}:${line.gap}`} className={classOf(line)}>
              {line.gap > 0 ? (
                <td colSpan={4}>{say("scheme.gap", { n: line.gap })}</td>
              ) : (
                <>
                  <td className="number">{line.before}</td>
                  <td className="number">{line.after}</td>
                  <td>{line.before === null ? "+" : line.after === null ? "−" : ""}</td>
                  <td>
                    <code>{line.text}</code>
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

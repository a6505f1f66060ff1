import type { SubjectPage } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { explanation } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";

type Page = z.output<typeof SubjectPage>;

/** What a reader must know before the figures: provisional, not formed, moved in the period, a red line. Nothing else. */
export function Notes({ page }: { readonly page: Page }) {
  const say = useSay();
  const { data } = useQuery(explanation(page.run.run, page.subject.id));
  const places = new Set((data?.service ?? []).filter(({ kind }) => kind === "main").map(({ unit }) => unit.id)).size;
  const isUnit = page.subject.type === "unit";
  const hasChanged = isUnit ? (data?.service.length ?? 0) > 0 || data?.ended != null : places > 1;
  const notes: { readonly key: string; readonly to: string; readonly said: string }[] = [
    ...(page.standing === "provisional"
      ? [{ key: "provisional", to: "absences", said: say("notes.provisional", { n: page.missing.length }) }]
      : []),
    ...(page.standing === "not-formed" ? [{ key: "not-formed", to: "absences", said: say("notes.not-formed") }] : []),
    ...(page.redLines.length > 0
      ? [{ key: "red-line", to: "red-lines", said: say("notes.red-line", { n: page.redLines.length }) }]
      : []),
    ...(hasChanged
      ? [{ key: "moved", to: "whereabouts", said: isUnit ? say("notes.merged") : say("notes.moved", { n: places }) }]
      : []),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className="notes" aria-label={say("notes.title")}>
      {notes.map(({ key, to, said }) => (
        <li key={key}>
          <span aria-hidden="true">▲ </span>
          {said}{" "}
          <a href={`#${to}`} className="no-print">
            {say("notes.see")}
          </a>
        </li>
      ))}
    </ul>
  );
}

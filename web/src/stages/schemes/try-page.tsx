import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { schemeLists, scheme as schemeOf } from "../../exchange/questions.ts";
import { useProgrammeOfScheme } from "../../frame/current.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { placed, type UnitChoice } from "./form-editor/editing.ts";
import { SchemeForm } from "./form-editor/scheme-form.tsx";
import { SchemePreview } from "./scheme-preview.tsx";

/** The form on a version's document, with what the change would mean. Nothing is saved. */
export function TryPage() {
  const say = useSay();
  const { scheme, version } = useParams({ from: "/inside/schemes/$scheme/$version/try" });
  const programme = useProgrammeOfScheme(scheme);
  const { data, error, refetch } = useQuery(schemeOf(scheme, Number(version), programme));
  const lists = useQuery(schemeLists({ scheme, version: Number(version) }, programme ? { programme } : {}));
  const units = useMemo(() => (lists.data?.lists ?? []).map(({ subject }) => subject), [lists.data]);
  const [written, setWritten] = useState<string>();
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const text = written ?? data.document.text;
  const changed = linesApart(data.document.text, text);
  return (
    <>
      <PageTitle>{say("try.title")}</PageTitle>
      <p>{say("try.lead", { title: say.named(data.title), version })}</p>
      <p className="doors">
        <Link to="/schemes/$scheme/$version" params={{ scheme, version }}>
          {say("own-list.scheme")}
        </Link>
        <Button size="small" disabled={changed === 0} onClick={() => takeAlong(text, data.document.name)}>
          {say("try.take")}
        </Button>
        <span role="status">{changed === 0 ? say("try.unchanged") : say("try.changed", { n: changed })}</span>
      </p>
      <SchemeForm text={text} onChange={setWritten} toLine={leadToLine} units={units} />
      <Preview programme={data.programme} before={data.document.text} text={text} known={units} />
      <section aria-labelledby="changed-text">
        <h2 id="changed-text">{say("try.text")}</h2>
        <details className="behind" id="text-lines">
          <summary>{data.document.name}</summary>
          <Scroll label={data.document.name} tall text>
            <pre>
              {placed(text.split("\n")).map(([at, line]) => (
                <span key={at} id={`line-${at + 1}`} tabIndex={-1}>{`${String(at + 1).padStart(4)}  ${line}\n`}</span>
              ))}
            </pre>
          </Scroll>
        </details>
      </section>
    </>
  );
}

/** Lines that are not the same at the same distance from the beginning or the end. */
function linesApart(before: string, after: string): number {
  if (before === after) return 0;
  const [a, b] = [before.split("\n"), after.split("\n")];
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - from && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - from - end;
}

function leadToLine(line: number): void {
  const lines = document.getElementById("text-lines");
  if (lines instanceof HTMLDetailsElement) lines.open = true;
  const place = document.getElementById(`line-${line}`);
  place?.scrollIntoView({ block: "center" });
  place?.focus();
}

function takeAlong(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

type PreviewProps = {
  readonly programme: string;
  readonly before: string;
  readonly text: string;
  readonly known: readonly UnitChoice[];
};

function Preview({ programme, before, text, known }: PreviewProps) {
  const say = useSay();
  const [subject, setSubject] = useState("");
  const units = useQuery({
    queryKey: ["preview-before", programme, before],
    queryFn: () => ask("previewScheme", { body: { programme, text: before } }),
  });
  const seen = useMutation({
    mutationFn: (whose: string) =>
      ask("previewScheme", { body: { programme, text, ...(whose === "" ? {} : { subject: whose }) } }),
  });
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{say("try.preview")}</h2>
      <form
        className="choices"
        onSubmit={(event) => {
          event.preventDefault();
          seen.mutate(subject.trim());
        }}
      >
        <label htmlFor="preview-subject">
          <span>{say("try.subject")}</span>
          <input
            id="preview-subject"
            list="preview-units"
            value={subject}
            placeholder={say("scheme.find-subject")}
            onChange={(event) => setSubject(event.target.value)}
          />
        </label>
        <datalist id="preview-units">
          {known.map((each) => (
            <option key={each.id} value={each.id}>
              {say.named(each.name)}
            </option>
          ))}
        </datalist>
        <Button htmlType="submit" type="primary" loading={seen.isPending}>
          {say("try.see")}
        </Button>
      </form>
      <RefusedHere error={seen.error} />
      {seen.data && <SchemePreview before={units.data} after={seen.data} asked={subject} />}
    </section>
  );
}

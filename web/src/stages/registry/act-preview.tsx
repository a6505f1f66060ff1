import { day } from "@biaochi/words";
import type { Answer } from "../../exchange/doors.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { valueInWords } from "./entry-value.ts";
import { RuleCited } from "./rule-cited.tsx";

type Preview = Answer<"previewRegistryAct">;

/** What an act would record: what stands against it, entries before and after, and whose place changes. */
export function ActPreview({ preview }: { readonly preview: Preview }) {
  const say = useSay();
  const { problem, findings, entryCount, subjectCount } = preview;
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  return (
    <section className="card wide" aria-labelledby="registry-preview" role="status">
      <h3 id="registry-preview">{say("registry-do.preview")}</h3>
      {problem !== null && (
        <p>
          <strong>{say("registry-do.refused")}</strong>{" "}
          {say.composed(`registry-problem.${problem.code}`, problem.values)}
        </p>
      )}
      <Findings title={say("registry-do.refused")} findings={errors} />
      <Findings title={say("registry-do.warned")} findings={warnings} />
      {problem === null && preview.term !== null && (
        <p>
          {say("registry-do.term", { months: preview.term.months, until: day(say.language, preview.term.until) })}{" "}
          <span className="quiet small">
            <RuleCited rule={preview.term.rule} />
          </span>
        </p>
      )}
      {problem === null && <p>{say("registry-do.effect", { entries: entryCount, subjects: subjectCount })}</p>}
      {preview.subjects.length > 0 && <SubjectList subjects={preview.subjects} />}
      {preview.entries.length > 0 && <EntryTable entries={preview.entries} />}
    </section>
  );
}

function Findings({ title, findings }: { readonly title: string; readonly findings: Preview["findings"] }) {
  const say = useSay();
  if (findings.length === 0) return null;
  return (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      <ul>
        {findings.map((finding) => (
          <li key={JSON.stringify(finding)}>
            {say.composed(`registry-finding.${finding.code}`, finding.values)}{" "}
            <span className="quiet small">{`${say.composed(`registry-kind.${finding.kind}`)} ${finding.id}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function EntryTable({ entries }: { readonly entries: Preview["entries"] }) {
  const say = useSay();
  return (
    <Scroll label={say("registry-do.entry")} tall text>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("registry-do.entry")}</th>
            <th scope="col">{say("registry-do.field")}</th>
            <th scope="col">{say("registry-do.before")}</th>
            <th scope="col">{say("registry-do.after")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRows key={`${entry.kind} ${entry.id}`} entry={entry} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A known entry line by line; a new one in one line, because nothing stands before it. */
function EntryRows({ entry }: { readonly entry: Preview["entries"][number] }) {
  const say = useSay();
  const { kind, id, isNew, fields } = entry;
  const name = `${say.composed(`registry-kind.${kind}`)} ${entry.name === null ? id : say.named(entry.name)}`;
  const inWords = (field: string, value: string | null) => valueInWords(say, kind, field, value, entry.names);
  if (isNew)
    return (
      <tr>
        <th scope="row">{name}</th>
        <td>{say("registry-do.new")}</td>
        <td>—</td>
        <td>
          {fields
            .map(({ field, after }) => `${say.composed(`registry-field.${field}`)} ${inWords(field, after)}`)
            .join(" · ")}
        </td>
      </tr>
    );
  return fields.map(({ field, before, after }, at) => (
    <tr key={field}>
      {at === 0 && (
        <th scope="rowgroup" rowSpan={fields.length}>
          {name}
        </th>
      )}
      <td>{say.composed(`registry-field.${field}`)}</td>
      <td>{inWords(field, before)}</td>
      <td>{inWords(field, after)}</td>
    </tr>
  ));
}

function SubjectList({ subjects }: { readonly subjects: Preview["subjects"] }) {
  const say = useSay();
  return (
    <Scroll label={say("registry-do.subject")} tall text>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("registry-do.subject")}</th>
            <th scope="col">{say("registry-do.field")}</th>
            <th scope="col">{say("registry-do.before")}</th>
            <th scope="col">{say("registry-do.after")}</th>
          </tr>
        </thead>
        <tbody>
          {subjects.map(({ subject, change, unitBefore, unitAfter }) => (
            <tr key={subject.id}>
              <th scope="row">{say.named(subject.name)}</th>
              <td>{say(`registry-do.${change}`)}</td>
              <td>{unitBefore === null ? "—" : say.named(unitBefore)}</td>
              <td>{unitAfter === null ? "—" : say.named(unitAfter)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

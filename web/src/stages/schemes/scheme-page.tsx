import type { ListNode, SchemePage as Page } from "@biaochi/contract";
import { day, isCode, moment, periodName, quantity, rules } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Select } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { scheme } from "../../exchange/questions.ts";
import { useProgrammeOfScheme } from "../../frame/current.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

type Node = z.output<typeof ListNode>;

/** One version of a scheme: its lists as a tree in words, with weights, and the document itself behind its digest. */
export function SchemePage() {
  const say = useSay();
  const { scheme: id, version } = useParams({ from: "/inside/schemes/$scheme/$version" });
  const programme = useProgrammeOfScheme(id);
  const { data, error, refetch } = useQuery(scheme(id, Number(version), programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say.named(data.title)}</PageTitle>
      <dl className="facts">
        <div>
          <dt>{say("scheme.version")}</dt>
          <dd>
            {data.version}
            {data.versions
              .filter((each) => each !== data.version)
              .map((each) => (
                <Link
                  key={each}
                  to="/schemes/$scheme/$version"
                  params={{ scheme: id, version: String(each) }}
                  className="beside"
                >
                  {say("scheme.other-version", { version: each })}
                </Link>
              ))}
          </dd>
        </div>
        <div>
          <dt>{say("scheme.cycle")}</dt>
          <dd>{periodName(say.language, data.cycle)}</dd>
        </div>
        <div>
          <dt>{say("scheme.effective")}</dt>
          <dd>
            {data.effective.until
              ? say("scheme.from-until", {
                  from: day(say.language, data.effective.from),
                  until: day(say.language, data.effective.until),
                })
              : say("scheme.from", { from: day(say.language, data.effective.from) })}
          </dd>
        </div>
        <div>
          <dt>{say("scheme.recorded")}</dt>
          <dd>{moment(say.language, data.recordedAt)}</dd>
        </div>
      </dl>
      {data.basis.length > 0 && (
        <p className="quiet">{say("scheme.basis", { basis: data.basis.map(say.named).join(say("list.separator")) })}</p>
      )}
      <Lists page={data} />
      {data.redLines.length > 0 && (
        <section aria-labelledby="red-lines">
          <h2 id="red-lines">{say("red-lines.title")}</h2>
          <ul>
            {data.redLines.map((line) => (
              <li key={line.id}>{say.named(line.name)}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="document">
        <h2 id="document">{say("scheme.document")}</h2>
        <p>
          {data.document.name} <span className="quiet small">{say("scheme.digest")}</span>{" "}
          <code className="digest">{data.digest}</code>
        </p>
        <details className="behind">
          <summary>{say("scheme.text")}</summary>
          <Scroll label={data.document.name} tall>
            <pre>{data.document.text}</pre>
          </Scroll>
        </details>
      </section>
    </>
  );
}

function Lists({ page }: { readonly page: z.output<typeof Page> }) {
  const say = useSay();
  const [chosen, setChosen] = useState(page.lists[0]?.id);
  const list = page.lists.find((each) => each.id === chosen) ?? page.lists[0];
  if (!list) return null;
  return (
    <section aria-labelledby="list">
      <h2 id="list">{say("scheme.lists", { n: page.lists.length })}</h2>
      {page.lists.length > 1 && (
        <label className="choices" htmlFor="list-choice">
          <span>{say("scheme.list")}</span>
          <Select
            id="list-choice"
            value={list.id}
            onChange={setChosen}
            options={page.lists.map((each) => ({ value: each.id, label: say.named(each.name) }))}
            popupMatchSelectWidth={false}
            className="cohort"
          />
        </label>
      )}
      <Scroll label={say.named(list.name)}>
        <table className="plain scheme">
          <thead>
            <tr>
              <th scope="col">{say("scheme.node")}</th>
              <th scope="col" className="number">
                {say("scheme.weight")}
              </th>
              <th scope="col">{say("scheme.rule")}</th>
              <th scope="col">{say("scheme.source")}</th>
            </tr>
          </thead>
          <tbody>
            {list.nodes
              .filter((node) => node.kind !== "block" || node.weight.length > 0)
              .map((node) => (
                <Row key={node.path} node={node} />
              ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** The name of a system as it is; the kind of a source where no system is named. */
function sourceOf(say: Say, source: string): string {
  const code = `source-kind.${source}`;
  return isCode(code) ? say.composed(code) : source;
}

function Row({ node }: { readonly node: Node }) {
  const say = useSay();
  const depth = Math.min(node.path.split("/").length - 1, 4);
  return (
    <tr className={`depth-${depth} ${node.kind}`}>
      <th scope="row">
        {say.named(node.name)}
        {(node.kind === "bonus" || node.kind === "deduction") && (
          <span className="tag">{say(`node.${node.kind}`)}</span>
        )}
      </th>
      <td className="number">
        {node.weight.map((weight) => (
          <div key={weight.of ?? ""}>
            {weight.of !== null && <span className="quiet small">{weight.of} </span>}
            {weight.points === null ? say("scheme.by-coefficient") : quantity(weight.points)}
          </div>
        ))}
      </td>
      <td>
        {node.rule && rules.says(say.language, node.rule.says)}
        {node.basis && <p className="quiet small">{say.named(node.basis)}</p>}
      </td>
      <td className="small">
        {node.indicator &&
          [
            node.indicator.owner && say.named(node.indicator.owner.name),
            node.indicator.source && sourceOf(say, node.indicator.source),
          ]
            .filter(Boolean)
            .join(" · ")}
      </td>
    </tr>
  );
}

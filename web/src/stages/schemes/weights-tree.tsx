import type { ListNode, SchemePage as Page } from "@biaochi/contract";
import { isCode, quantity, rules, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { position } from "../../charts/position.ts";
import { session, standings, worths as worthsOf } from "../../exchange/questions.ts";
import { useProgramme } from "../../frame/current.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { RuleParts } from "./rule-parts.tsx";
import type { SchemeChoice } from "./scheme-choice.ts";
import { Thermometer } from "./thermometer.tsx";

type Node = z.output<typeof ListNode>;
type Scheme = z.output<typeof Page>;
type List = Scheme["lists"][number];

/** One list as a tree: what each node is worth of the whole for a kind of subject or for one, by which rule, from whom. */
export function Lists({ page }: { readonly page: Scheme }) {
  const say = useSay();
  const choice = useSearch({ from: "/inside/schemes/$scheme/$version" });
  const navigate = useNavigate({ from: "/schemes/$scheme/$version" });
  const choose = (change: { readonly [K in keyof SchemeChoice]?: SchemeChoice[K] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)),
      resetScroll: false,
    });
  const list = page.lists.find((each) => each.id === choice.list) ?? page.lists[0];
  const { id: scheme, version, programme } = page;
  const { data, error, refetch } = useQuery(
    worthsOf(
      { scheme, version },
      { programme, list: list?.id ?? "", ...(choice.subject ? { subject: choice.subject } : {}) },
    ),
  );
  if (!list) return null;
  const kinds = data?.worths ?? [];
  const worth = kinds.find((each) => each.key === choice.who) ?? kinds[0];
  const whoOf = (kind: (typeof kinds)[number]) =>
    kind.who.length === 0 ? say("scheme.everybody") : kind.who.map(say.named).join(say("list.separator"));
  return (
    <section aria-labelledby="list">
      <h2 id="list">{say("scheme.weights")}</h2>
      <div className="choices no-print">
        {page.lists.length > 1 && (
          <label htmlFor="list-choice">
            <span>{say("scheme.list-of", { n: page.lists.length })}</span>
            <Select
              id="list-choice"
              value={list.id}
              onChange={(id) => choose({ list: id, who: undefined, subject: undefined })}
              options={page.lists.map((each) => ({ value: each.id, label: say.named(each.name) }))}
              popupMatchSelectWidth={false}
              className="cohort"
            />
          </label>
        )}
        {kinds.length > 1 && worth && (
          <label htmlFor="who-choice">
            <span>{say("scheme.who")}</span>
            <Select
              id="who-choice"
              value={worth.key}
              onChange={(who) => choose({ who, subject: undefined })}
              options={kinds.map((each) => ({ value: each.key, label: whoOf(each) }))}
              popupMatchSelectWidth={false}
              className="cohort"
            />
          </label>
        )}
        <SubjectChoice
          programme={programme}
          list={list}
          chosen={choice.subject && worth ? whoOf(worth) : undefined}
          choose={(subject) => choose({ subject, who: undefined })}
        />
      </div>
      {error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          {worth ? (
            worth.full !== null && <Thermometer nodes={list.nodes} worths={worth.nodes} full={worth.full} />
          ) : (
            <p className="quiet">{say("scheme.nobody")}</p>
          )}
          <Tree list={list} worths={worth?.nodes} full={worth?.full ?? null} />
        </>
      )}
    </section>
  );
}

type SubjectChoiceProps = {
  readonly programme: string;
  readonly list: List;
  readonly chosen: string | undefined;
  readonly choose: (subject: string | undefined) => void;
};

/** One subject of the kind that the list is for, found by name. Only for those who see standings. */
function SubjectChoice({ programme, list, chosen, choose }: SubjectChoiceProps) {
  const say = useSay();
  const [q, setQ] = useState("");
  const { programme: known } = useProgramme(programme);
  const run = known?.latestRun ?? undefined;
  const maySee = useQuery(session).data?.may.includes("see-standings") ?? false;
  const { data } = useQuery({
    ...standings(run ?? 0, { type: list.type ?? "unit", limit: 20, ...(q === "" ? {} : { q }) }),
    enabled: run !== undefined && maySee,
    retry: false,
  });
  if (!data) return null;
  return (
    <label htmlFor="subject-choice">
      <span>{say("scheme.one-subject")}</span>
      <Select<string>
        id="subject-choice"
        showSearch={{ filterOption: false, onSearch: setQ }}
        allowClear
        value={chosen ?? null}
        placeholder={say("scheme.find-subject")}
        onChange={(subject) => choose(subject)}
        options={data.rows.map((row) => ({ value: row.subject.id, label: say.named(row.subject.name) }))}
        popupMatchSelectWidth={false}
        className="search"
      />
    </label>
  );
}

type TreeProps = {
  readonly list: List;
  readonly worths: Readonly<Record<string, string | null>> | undefined;
  readonly full: string | null;
};

function Tree({ list, worths, full }: TreeProps) {
  const say = useSay();
  const isFor = (node: Node) => !worths || node.kind === "deduction" || node.kind === "bonus" || node.path in worths;
  return (
    <Scroll label={say.named(list.name)}>
      <table className="plain scheme stacked">
        <thead>
          <tr>
            <th scope="col">{say("scheme.node")}</th>
            <th scope="col" className="number">
              {full === null ? say("scheme.weight") : say("scheme.worth", { full: quantity(full) })}
            </th>
            <th scope="col">{say("scheme.rule")}</th>
            <th scope="col">{say("scheme.source")}</th>
          </tr>
        </thead>
        <tbody>
          {list.nodes
            .filter((node) => (node.kind !== "block" || node.weight.length > 0) && isFor(node))
            .map((node) => (
              <Row key={node.path} node={node} worth={worths?.[node.path]} full={full} />
            ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The name of a system as it is; the kind of a source where no system is named. */
function sourceOf(say: Say, source: string): string {
  const code = `source-kind.${source}`;
  return isCode(code) ? say.composed(code) : source;
}

/** Owner and source, and how the points come about. */
function fromWhom(say: Say, node: Node): string {
  return [
    node.indicator?.owner && say.named(node.indicator.owner.name),
    node.indicator?.source && sourceOf(say, node.indicator.source),
  ]
    .filter(Boolean)
    .join(" · ");
}

function Row({
  node,
  worth,
  full,
}: {
  readonly node: Node;
  readonly worth: string | null | undefined;
  readonly full: string | null;
}) {
  const say = useSay();
  const depth = Math.min(node.path.split("/").length - 1, 4);
  const whole = full === null ? 0 : position(full);
  return (
    <tr className={`depth-${depth} ${node.kind}`}>
      <th scope="row">
        {say.named(node.name)}{" "}
        {(node.kind === "bonus" || node.kind === "deduction") && (
          <span className="tag">{say(`node.${node.kind}`)}</span>
        )}
        {node.measured && node.kind === "item" && (
          <span className="measure small quiet">
            <span className={`swatch measured-${node.measured}`} aria-hidden="true" />{" "}
            {say(`measured.${node.measured}`)}
          </span>
        )}
      </th>
      <td className="number worth">
        {worth === undefined || worth === null ? (
          node.weight.map((weight) => (
            <div key={weight.of ?? ""}>
              {weight.of !== null && <span className="quiet small">{weight.of} </span>}
              {weight.points === null ? say("scheme.by-coefficient") : quantity(weight.points)}
            </div>
          ))
        ) : (
          <>
            {score(worth)}
            {whole > 0 && (
              <span className="worth-bar" aria-hidden="true">
                <span style={{ width: `${(position(worth) / whole) * 100}%` }} />
              </span>
            )}
          </>
        )}
      </td>
      <td className="below">
        {node.rule && (
          <>
            {rules.says(say.language, node.rule.says)}
            <RuleParts parts={node.rule.parts} />
          </>
        )}
        {node.basis && <p className="quiet small">{say.named(node.basis)}</p>}
      </td>
      <td className="small below">{fromWhom(say, node)}</td>
    </tr>
  );
}

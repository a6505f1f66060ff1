import { firstValue, partKeys, type SchemePath } from "@biaochi/engine";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import { AddNode } from "./add-node.tsx";
import { freeName, idOf, listOf, mapOf, namedOf, textOf, useEditing } from "./editing.ts";
import { GroupFields } from "./group-fields.tsx";
import { limitsOnly } from "./node-editor.tsx";
import { useGroupName } from "./node-name.ts";
import { BlockInside, NodeTree } from "./node-tree.tsx";
import { FindingsBeside, keyName } from "./simple-field.tsx";
import { Sum } from "./sums.tsx";

const headKeys = [
  "title",
  "cycle",
  "effective",
  "basis",
  "rounding",
  "ranking",
  "absent",
  "freeze",
  "supersedes",
] as const;

/** Title, cycle, effective days, and what holds for the whole scheme. */
export function Head() {
  const say = useSay();
  const { raw } = useEditing();
  const keys = partKeys("Scheme");
  return (
    <details className="part">
      <summary>{say("scheme-form.head")}</summary>
      <GroupFields
        keys={headKeys.flatMap((name) => keys.filter(({ key }) => key === name))}
        at={[]}
        value={mapOf(raw)}
      />
    </details>
  );
}

/** One list: whom it is for, and its tree. */
export function Lists() {
  const say = useSay();
  const { raw, edit } = useEditing();
  const lists = listOf(mapOf(raw).lists);
  const keys = partKeys("List").filter(({ key }) => key !== "score");
  const wanted = ["outOf", "weights", "floor", "ceiling", "absent", "deductions", "bonus"];
  const block = partKeys("Block").filter(({ key }) => wanted.includes(key));
  const add = () => {
    const id = freeName(
      "list",
      lists.map((each) => textOf(mapOf(each).id)),
    );
    const score = { block: "total", outOf: 100, items: [] };
    const value = { id, name: say("scheme-form.new-list"), for: { type: "unit" }, score };
    edit({ do: "insert", at: ["lists"], index: lists.length, value });
  };
  return (
    <section aria-labelledby="form-lists">
      <h2 id="form-lists">{say("scheme-form.lists", { n: lists.length })}</h2>
      {lists.map((list, n) => {
        const at: SchemePath = ["lists", n];
        const value = mapOf(list);
        const score = mapOf(value.score);
        const name = say.named(namedOf(value.name, textOf(value.id)));
        return (
          <Part key={textOf(value.id) || n} at={at} name={name} after={<Sum block={score} />}>
            <GroupFields keys={keys} at={at} value={value} />
            <BlockInside at={[...at, "score"]} block={score} of={name} />
            <details className="behind">
              <summary>{say("scheme-form.more")}</summary>
              <GroupFields
                keys={block.flatMap((each) => limitsOnly(each, score))}
                at={[...at, "score"]}
                value={score}
              />
            </details>
            {lists.length > 1 && (
              <Button size="small" onClick={() => edit({ do: "remove", at })}>
                {say("scheme-form.remove", { name })}
              </Button>
            )}
          </Part>
        );
      })}
      <Button onClick={add}>{say("scheme-form.add-list")}</Button>
    </section>
  );
}

/** Named groups of items that several lists use. */
export function SharedGroups() {
  const say = useSay();
  const { raw, edit } = useEditing();
  const groupName = useGroupName();
  const blocks = Object.entries(mapOf(mapOf(raw).blocks));
  const add = () => {
    const name = freeName(
      "group",
      blocks.map(([each]) => each),
    );
    if (mapOf(raw).blocks === undefined) edit({ do: "set", at: ["blocks"], value: { [name]: [] } });
    else edit({ do: "set", at: ["blocks", name], value: [] });
  };
  return (
    <section aria-labelledby="form-blocks">
      <h2 id="form-blocks">{say("scheme-form.blocks", { n: blocks.length })}</h2>
      <p className="quiet small">{say("scheme-form.blocks.hint")}</p>
      {blocks.map(([name, nodes]) => (
        <Part
          key={name}
          at={["blocks", name]}
          name={groupName(name)}
          after={
            <>
              <code className="quiet small">{name}</code> <Sum block={{ items: nodes }} />
            </>
          }
        >
          <NodeTree at={["blocks", name]} nodes={listOf(nodes)} />
          <AddNode at={["blocks", name]} items={listOf(nodes)} of={groupName(name)} />
        </Part>
      ))}
      <p>
        <Button onClick={add}>{say("scheme-form.add-group")}</Button>
      </p>
    </section>
  );
}

const outcome = [
  ["redLines", "RedLine"],
  ["constraints", "GroupConstraint"],
  ["cohorts", "Cohort"],
  ["grades", "Grading"],
  ["bands", "Band"],
  ["allocations", "Allocation"],
] as const;

/** Red lines, cohorts, grades with their quotas, bands and pools. */
export function Outcome() {
  return outcome.map(([key, part]) => <Things key={key} at={[key]} part={part} name={key} />);
}

export function Indicators({ newIndicator }: { readonly newIndicator?: ReactNode }) {
  return (
    <>
      <Things at={["indicators"]} part="Indicator" name="indicators" add={newIndicator} />
      <Things at={["eventTypes"]} part="EventType" name="eventTypes" />
    </>
  );
}

type ThingsProps = {
  readonly at: SchemePath;
  readonly part: string;
  readonly name: string;
  /** In place of the button that adds one. */
  readonly add?: ReactNode;
};

/** A list of the document whose members have an identifier and a name. */
function Things({ at, part, name, add }: ThingsProps) {
  const say = useSay();
  const { raw, edit } = useEditing();
  const things = listOf(mapOf(raw)[name]);
  const keys = partKeys(part);
  const label = keyName(say, name);
  const first = () => {
    const value = mapOf(firstValue({ kind: "group", keys }));
    const id = freeName(
      "new",
      things.map((each) => textOf(mapOf(each).id)),
    );
    if (mapOf(raw)[name] === undefined) edit({ do: "set", at, value: [{ ...value, id }] });
    else edit({ do: "insert", at, index: things.length, value: { ...value, id } });
  };
  return (
    <details className="part" id={idOf(at)} tabIndex={-1}>
      <summary>{say("scheme-form.part", { name: label, n: things.length })}</summary>
      <FindingsBeside at={at} />
      {things.map((thing, n) => {
        const value = mapOf(thing);
        const here = [...at, n];
        const called = say.named(namedOf(value.name, textOf(value.id)));
        return (
          <Part key={textOf(value.id) || n} at={here} name={called}>
            <GroupFields keys={keys} at={here} value={value} />
            <Button size="small" onClick={() => edit({ do: "remove", at: here })}>
              {say("scheme-form.remove", { name: called })}
            </Button>
          </Part>
        );
      })}
      {add ?? (
        <Button size="small" onClick={first}>
          {say("scheme-form.add", { name: label })}
        </Button>
      )}
    </details>
  );
}

type PartProps = {
  readonly at: SchemePath;
  readonly name: string;
  readonly after?: ReactNode;
  readonly children: ReactNode;
};

/** One thing that opens; what is inside is made when it is opened, since a city's scheme has hundreds of them. */
function Part({ at, name, after, children }: PartProps) {
  const say = useSay();
  const { findingsBelow, opened, open } = useEditing();
  const id = idOf(at);
  const found = findingsBelow(at);
  const isOpen = opened === id || opened.startsWith(`${id}.`);
  return (
    <div className="part">
      <div className="node">
        <button
          type="button"
          id={id}
          className="node-name"
          aria-expanded={isOpen}
          onClick={() => open(isOpen ? "" : id)}
        >
          {name}
        </button>
        {after}
        {found.length > 0 && (
          <span className={`tag ${found.some(({ severity }) => severity === "error") ? "red" : "amber"}`}>
            <span aria-hidden="true">■ </span>
            {say("scheme-form.findings.here", { n: found.length })}
          </span>
        )}
      </div>
      {isOpen && (
        <div className="inside">
          <FindingsBeside at={at} />
          {children}
        </div>
      )}
    </div>
  );
}

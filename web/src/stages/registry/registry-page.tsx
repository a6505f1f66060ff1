import { day, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Answer } from "../../exchange/doors.ts";
import { SearchChoice } from "../../frame/choices.tsx";
import { leads, useAccount, useMay } from "../../frame/current.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { ActButtons } from "./act-buttons.tsx";
import { actsOnCity, alone, beginning } from "./acts.ts";
import { DayField } from "./day-field.tsx";
import { registryTree } from "./questions.ts";
import { wordOf } from "./span-of-time.tsx";
import { treeRows } from "./tree-rows.ts";

type Tree = Answer<"readRegistryTree">;

/** The tree of units as of a day; from here to each unit, and the acts that make new things. */
export function RegistryPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme } = useParams({ from: "/inside/programmes/$programme/registry" });
  const { on } = useSearch({ from: "/inside/programmes/$programme/registry" });
  const mayChange = useMay("change-registry");
  const maySeeExports = useMay("see-registry-exports");
  const account = useAccount();
  const isLeading = account !== undefined && leads(account) && !mayChange;
  const [q, setQ] = useState("");
  const { data, error, refetch } = useQuery(registryTree(programme, on));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.edition === 0)
    return (
      <>
        <PageTitle>{say("registry.title")}</PageTitle>
        <Empty title={say("registry.empty")} why={say("registry.empty.why")} todo={say("registry.empty.todo")} />
        {mayChange && <ActButtons programme={programme} groups={beginning.map(alone)} />}
      </>
    );
  return (
    <>
      <PageTitle>{say("registry.title")}</PageTitle>
      <p className="lead">{say("registry.lead")}</p>
      <div className="choices">
        <DayField
          on={data.on}
          onDay={(next) =>
            void navigate({ to: "/programmes/$programme/registry", params: { programme }, search: { on: next } })
          }
        />
        <SearchChoice id="registry-search" label={say("registry.search")} value={q} onValue={setQ} />
        <Link to="/programmes/$programme/registry/bodies" params={{ programme }}>
          {say("registry.bodies")}
        </Link>
        {mayChange && (
          <Link to="/programmes/$programme/registry/history" params={{ programme }}>
            {say("registry.history")}
          </Link>
        )}
        {maySeeExports && (
          <Link to="/programmes/$programme/registry/exports" params={{ programme }}>
            {say("registry-export.title")}
          </Link>
        )}
      </div>
      {data.cycle && (
        <p className="quiet small">
          {say("registry.cycle", { cycle: periodName(say.language, data.cycle), edition: data.edition })}
        </p>
      )}
      {isLeading && <p>{say("registry.reach", { n: data.units.length })}</p>}
      {mayChange && <ActButtons key={programme} programme={programme} groups={actsOnCity(data)} />}
      <TreeTable programme={programme} tree={data} q={q.trim()} />
    </>
  );
}

function TreeTable({ programme, tree, q }: { readonly programme: string; readonly tree: Tree; readonly q: string }) {
  const say = useSay();
  const rows = treeRows(tree.units, (unit) => matches(say, unit, q));
  if (rows.length === 0) return <Empty title={say("registry.none-then")} todo={say("registry.none-then.todo")} />;
  return (
    <Scroll label={`${say("registry.title")} · ${day(say.language, tree.on)}`}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("registry.unit")}</th>
            <th scope="col">{say("registry.type")}</th>
            <th scope="col" className="number">
              {say("registry.sections")}
            </th>
            <th scope="col" className="number">
              {say("registry.people")}
            </th>
            <th scope="col" className="number">
              {say("registry.sort")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ unit, depth }) => (
            <tr key={unit.unit}>
              <th scope="row" style={{ paddingInlineStart: `${8 + depth * 20}px` }}>
                <Link
                  to="/programmes/$programme/registry/units/$subject"
                  params={{ programme, subject: unit.unit }}
                  search={{ on: tree.on }}
                >
                  {say.named(unit.name)}
                </Link>
                {unit.isDualLed && <span className="quiet small"> · {say("registry.dual-led")}</span>}
              </th>
              <td>{wordOf(say, "attribute.unitType", unit.unitType)}</td>
              <td className="number">{unit.sections}</td>
              <td className="number">{unit.people}</td>
              <td className="number">{unit.sort}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const matches = (say: Say, { unit, name }: Tree["units"][number], q: string): boolean =>
  q === "" || `${say.named(name)} ${unit}`.toLowerCase().includes(q.toLowerCase());

import { moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { type Answer, addressOf } from "../../exchange/doors.ts";
import { called } from "../../frame/called.ts";
import { useMay } from "../../frame/current.ts";
import { SelectField, TextField } from "../../frame/field.tsx";
import { Form, RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { registryExports } from "./questions.ts";

type Export = Answer<"listRegistryExports">["exports"][number];
const extents = ["without-decisions", "whole"] as const;

/** The registry on its way out: what was asked for, by whom and for what, who approved it, and where it is. */
export function RegistryExportsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/registry/exports" });
  const mayAsk = useMay("export-registry");
  const { data, error, refetch } = useQuery(registryExports(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/registry" params={{ programme }}>
          {say("registry.back")}
        </Link>
      </p>
      <PageTitle>{say("registry-export.title")}</PageTitle>
      <p className="lead">{say("registry-export.lead", { days: data.keptDays })}</p>
      {mayAsk && <AskForIt programme={programme} />}
      <section aria-labelledby="exports">
        <h2 id="exports">{say("registry-export.list")}</h2>
        {data.exports.length === 0 ? (
          <p className="quiet">{say("registry-export.none")}</p>
        ) : (
          <Exports programme={programme} exports={data.exports} />
        )}
      </section>
    </>
  );
}

function AskForIt({ programme }: { readonly programme: string }) {
  const say = useSay();
  const questions = useQueryClient();
  const [extent, setExtent] = useState<(typeof extents)[number]>("without-decisions");
  const [purpose, setPurpose] = useState("");
  const asking = useMutation({
    mutationFn: () =>
      ask("askRegistryExport", { params: { programme }, body: { extent, purpose, lang: say.language } }),
    onSuccess: async () => {
      setPurpose("");
      await questions.invalidateQueries({ queryKey: ["registry", programme, "exports"] });
    },
  });
  return (
    <section aria-labelledby="ask-export">
      <h2 id="ask-export">{say("registry-export.ask")}</h2>
      <Form error={asking.error} onSubmit={() => asking.mutate()}>
        <SelectField
          id="export-extent"
          name={say("registry-export.extent")}
          hint={say(`registry-export.extent.${extent}.hint`)}
          value={extent}
          options={extents.map((value) => ({ value, label: say(`registry-export.extent.${value}`) }))}
          onValue={setExtent}
        />
        <TextField
          id="export-purpose"
          name={say("registry-export.purpose")}
          hint={say("registry-export.purpose.hint")}
          required
          autoComplete="off"
          maxLength={200}
          value={purpose}
          onValue={setPurpose}
        />
        <p className="doors">
          <Button type="primary" htmlType="submit" loading={asking.isPending}>
            {say(extent === "whole" ? "registry-export.apply" : "registry-export.make")}
          </Button>
        </p>
      </Form>
      {asking.data && <p role="status">{say("registry-export.asked")}</p>}
    </section>
  );
}

function Exports({ programme, exports }: { readonly programme: string; readonly exports: readonly Export[] }) {
  const say = useSay();
  return (
    <Scroll label={say("registry-export.list")} text>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("registry-export.extent")}</th>
            <th scope="col">{say("registry-export.purpose")}</th>
            <th scope="col">{say("registry-export.by")}</th>
            <th scope="col">{say("registry-export.state")}</th>
          </tr>
        </thead>
        <tbody>
          {exports.map((each) => (
            <tr key={each.export}>
              <th scope="row">{say(`registry-export.extent.${each.extent}`)}</th>
              <td>{each.purpose}</td>
              <td>
                {called(say, each.by)}
                <span className="quiet small block">{moment(say.language, each.at)}</span>
              </td>
              <td>
                {say(`registry-export.state.${each.state}`)}
                {each.decidedBy !== null && (
                  <span className="quiet small block">
                    {say(each.state === "refused" ? "registry-export.refused-by" : "registry-export.approved-by", {
                      by: each.decidedBy.name === null ? each.decidedBy.id : say.named(each.decidedBy.name),
                    })}
                  </span>
                )}
                <Doors programme={programme} of={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What the reader may do with one of them. */
function Doors({ programme, of }: { readonly programme: string; readonly of: Export }) {
  const say = useSay();
  const questions = useQueryClient();
  const params = { programme, export: of.export };
  const isChanged = () => questions.invalidateQueries();
  const decision = useMutation({
    mutationFn: (approve: boolean) => ask("decideRegistryExport", { params, body: { approve } }),
    onSettled: isChanged,
  });
  const end = useMutation({ mutationFn: () => ask("endRegistryExport", { params }), onSettled: isChanged });
  if (!of.mayDecide && !of.mayTake && !of.mayEnd) return null;
  return (
    <>
      <p className="doors">
        {of.mayTake && (
          <Button size="small" type="primary" href={addressOf("takeRegistryExport", { params })} download>
            {say("registry-export.take")}
          </Button>
        )}
        {of.mayDecide && (
          <>
            <Button size="small" type="primary" loading={decision.isPending} onClick={() => decision.mutate(true)}>
              {say("registry-export.approve")}
            </Button>
            <Button size="small" disabled={decision.isPending} onClick={() => decision.mutate(false)}>
              {say("registry-export.refuse")}
            </Button>
          </>
        )}
        {of.mayEnd && (
          <Button size="small" loading={end.isPending} onClick={() => end.mutate()}>
            {say(of.state === "ready" ? "registry-export.discard" : "registry-export.withdraw")}
          </Button>
        )}
      </p>
      {decision.error !== null && <RefusedHere error={decision.error} />}
      {end.error !== null && <RefusedHere error={end.error} />}
    </>
  );
}

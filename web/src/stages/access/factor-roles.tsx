import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { factorEffect, factorRoles } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";

type Role = Answer<"readSecondFactorRoles">["roles"][number];

/** The roles whose holders need a second factor: marked by the security administrator, who sees first what it will do. */
export function FactorRoles() {
  const say = useSay();
  const { data, error, refetch } = useQuery(factorRoles);
  return (
    <section aria-labelledby="factor-roles">
      <h2 id="factor-roles">{say("factor-roles.title")}</h2>
      <p className="quiet">{say("factor-roles.what")}</p>
      {error && <Failed error={error} again={() => void refetch()} />}
      {data ? <Marks key={data.roles.join()} marked={data.roles} /> : <Loading />}
    </section>
  );
}

function Marks({ marked }: { readonly marked: readonly Role[] }) {
  const say = useSay();
  const questions = useQueryClient();
  const maySet = useMay("set-second-factor-roles");
  const [chosen, setChosen] = useState<ReadonlySet<Role>>(new Set(marked));
  const wanted = [...chosen].sort();
  const { data: effect, error } = useQuery(factorEffect(wanted));
  const isChanged = wanted.length !== marked.length || wanted.some((role) => !marked.includes(role));
  const save = useMutation({
    mutationFn: () => ask("setSecondFactorRoles", { body: { roles: [...wanted] } }),
    onSuccess: async (answer) => {
      questions.setQueryData(factorRoles.queryKey, answer);
      await questions.invalidateQueries({ queryKey: ["factor-states"] });
    },
  });
  if (error) return <Failed error={error} />;
  if (!effect) return <Loading />;
  return (
    <Form className="roles" error={save.error} onSubmit={() => save.mutate()}>
      <fieldset disabled={!maySet}>
        <legend className="small quiet">{say(maySet ? "factor-roles.legend" : "factor-roles.read-only")}</legend>
        <ul className="bare marks">
          {effect.roles.map(({ role, isFixed, holders, without }) => (
            <li key={role}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.has(role)}
                  disabled={isFixed}
                  onChange={(event) => {
                    const next = new Set(chosen);
                    if (event.target.checked) next.add(role);
                    else next.delete(role);
                    setChosen(next);
                  }}
                />{" "}
                {say(`role.${role}`)}
              </label>{" "}
              <span className="quiet small">{say("factor-roles.holders", { n: holders, without })}</span>
            </li>
          ))}
        </ul>
      </fieldset>
      {isChanged && (
        <p role="status" className="notice">
          {say("factor-roles.effect", { needing: effect.needing, adding: effect.adding })}
          {effect.released > 0 && ` ${say("factor-roles.released", { n: effect.released })}`}
        </p>
      )}
      {isChanged && (
        <p className="doors">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {say("factor-roles.save")}
          </Button>
          <Button onClick={() => setChosen(new Set(marked))}>{say("form.not")}</Button>
        </p>
      )}
    </Form>
  );
}

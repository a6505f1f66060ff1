import type { OwnSecurity } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { ownSecurity } from "../../exchange/questions.ts";
import { TextField } from "../../frame/field.tsx";
import { Form, RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { AddFactor } from "./add-factor.tsx";

type Props = { readonly security: OwnSecurity; readonly onChanged: (now: OwnSecurity) => void };
type Factor = {
  readonly name: string;
  readonly madeAt: string;
  readonly usedAt: string | null;
  readonly remove: (again: { readonly password?: string }) => Promise<OwnSecurity>;
};

/** The second factors that somebody has, to add to and to take from; the password is asked for once more. */
export function OwnFactors({ security, onChanged }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [password, setPassword] = useState("");
  const again = security.password ? { password } : {};
  const remove = useMutation({ mutationFn: (factor: Factor) => factor.remove(again), onSuccess: onChanged });
  const begin = useMutation({
    mutationFn: () => ask("beginFactor", { body: again }),
    onSuccess: () => setPassword(""),
  });
  const when = (instant: string) => moment(say.language, instant);
  const factors: readonly Factor[] = [
    ...(security.code
      ? [
          {
            ...{ name: say("security.factors.code"), madeAt: security.code.madeAt, usedAt: null },
            remove: (body: { readonly password?: string }) => ask("removeCode", { body }),
          },
        ]
      : []),
    ...security.passkeys.map(({ id, device, madeAt, usedAt }) => ({
      ...{ name: say("security.factors.passkey", { device }), madeAt, usedAt },
      remove: (body: { readonly password?: string }) => ask("removePasskey", { body: { ...body, passkey: id } }),
    })),
  ];
  const onAdded = () => {
    begin.reset();
    void questions.invalidateQueries({ queryKey: ownSecurity.queryKey });
  };
  return (
    <section aria-labelledby="own-factors">
      <h2 id="own-factors">{say("security.factors")}</h2>
      {security.isFactorRequired && <p className="quiet">{say("security.factors.required")}</p>}
      {factors.length === 0 && <p className="quiet">{say("security.factors.none")}</p>}
      <RefusedHere error={remove.error} />
      <ul className="jobs">
        {factors.map((factor) => (
          <li key={factor.name + factor.madeAt}>
            <strong>{factor.name}</strong>{" "}
            <span className="quiet">
              {say("security.factors.made", { when: when(factor.madeAt) })}
              {factor.usedAt && ` · ${say("security.factors.used", { when: when(factor.usedAt) })}`}
            </span>{" "}
            <Button
              size="small"
              aria-label={say("security.factors.remove.one", { name: factor.name })}
              loading={remove.isPending && remove.variables?.name === factor.name}
              onClick={() => remove.mutate(factor)}
            >
              {say("security.factors.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {begin.data ? (
        <AddFactor onStep={onAdded} />
      ) : (
        <Form className="form entry" error={begin.error} onSubmit={() => begin.mutate()}>
          {security.password && (
            <TextField
              id="again"
              name={say("security.password.present")}
              hint={say("security.factors.again")}
              type="password"
              required
              autoComplete="current-password"
              value={password}
              onValue={setPassword}
            />
          )}
          <Button htmlType="submit" loading={begin.isPending}>
            {say("security.factors.add")}
          </Button>
        </Form>
      )}
    </section>
  );
}

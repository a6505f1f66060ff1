import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer, Asked } from "../../exchange/doors.ts";
import { accounts, grantable, session } from "../../exchange/questions.ts";
import { Field, RefusedHere } from "../../frame/field.tsx";
import { useSay } from "../../frame/preferences.tsx";

type New = NonNullable<Asked<"giveGrant">["body"]>;
type Choice = { readonly value: string; readonly label: string };
const named = ["units", "people", "indicators", "body"] as const;
type Named = (typeof named)[number];

/** A proposal: to whom, what, how far, since when, why. It permits nothing until a second person has confirmed it. */
export function GiveGrant() {
  const say = useSay();
  const { data } = useQuery(grantable({}));
  return (
    <section aria-labelledby="give">
      <h2 id="give">{say("give.title")}</h2>
      <p className="quiet">{say("give.what")}</p>
      {data && <Form known={data} />}
    </section>
  );
}

function Form({ known }: { readonly known: Answer<"listGrantable"> }) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [account, setAccount] = useState<string>();
  const [role, setRole] = useState<New["role"]>("head");
  const reaches = known.roles.find((each) => each.role === role)?.reaches ?? [];
  const [chosen, setReach] = useState<New["reach"]>();
  const reach = reaches.find((each) => each === chosen) ?? reaches[0] ?? "self";
  const [programme, setProgramme] = useState(known.programmes[0]?.id);
  const [things, setThings] = useState<readonly string[]>([]);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const isNamed = named.find((each) => each === reach);
  const isOfProgramme = reach !== "city" && reach !== "installation";
  const give = useMutation({
    mutationFn: () => {
      const where = isOfProgramme && programme !== undefined ? { programme } : {};
      const last = until === "" ? {} : { until };
      return ask("giveGrant", {
        body: { account: account ?? "", role, reach, ...where, things: [...things], from, ...last, reason },
      });
    },
    onSuccess: async () => {
      setThings([]);
      setReason("");
      await questions.invalidateQueries({ queryKey: ["grants"] });
    },
  });
  const isComplete =
    account !== undefined && reason.trim() !== "" && from !== "" && (isNamed === undefined || things.length > 0);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) give.mutate();
      }}
    >
      <Field id="give-account" name={say("grant.account")}>
        <AccountPick value={account} onChange={setAccount} />
      </Field>
      <Field id="give-role" name={say("grant.role")} hint={say(`role.${role}.can`)}>
        <select
          id="give-role"
          aria-describedby="give-role-hint"
          value={role}
          onChange={(event) => {
            setRole(known.roles.find((each) => each.role === event.target.value)?.role ?? role);
            setThings([]);
          }}
        >
          {known.roles.map((each) => (
            <option key={each.role} value={each.role}>
              {say(`role.${each.role}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field id="give-reach" name={say("grant.reach")}>
        <select
          id="give-reach"
          value={reach}
          onChange={(event) => {
            setReach(reaches.find((each) => each === event.target.value));
            setThings([]);
          }}
        >
          {reaches.map((each) => (
            <option key={each} value={each}>
              {say(`reach-kind.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      {isOfProgramme && (
        <Field id="give-programme" name={say("give.programme")}>
          <select
            id="give-programme"
            value={programme}
            onChange={(event) => {
              setProgramme(event.target.value);
              setThings([]);
            }}
          >
            {known.programmes.map((each) => (
              <option key={each.id} value={each.id}>
                {say.named(each.title)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {isNamed && programme && (
        <Field id="give-things" name={say(`reach-kind.${isNamed}`)}>
          <ThingPick programme={programme} reach={isNamed} value={things} onChange={setThings} />
        </Field>
      )}
      <Field id="give-from" name={say("give.from")}>
        <input id="give-from" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field id="give-until" name={say("give.until")} hint={say("give.until.what")}>
        <input id="give-until" type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <Field id="give-reason" name={say("release.reason")} hint={say("give.reason.what")}>
        <input
          id="give-reason"
          type="text"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <RefusedHere error={give.error} />
      {give.data && (
        <p role="status">
          {say("give.done", { name: say.named(give.data.account.name), role: say(`role.${give.data.role}`) })}
        </p>
      )}
      <Button type="primary" htmlType="submit" disabled={!isComplete} loading={give.isPending}>
        {say("give.do")}
      </Button>
    </form>
  );
}

type AccountPickProps = { readonly value: string | undefined; readonly onChange: (account: string) => void };

function AccountPick({ value, onChange }: AccountPickProps) {
  const say = useSay();
  const [q, setQ] = useState("");
  const { data } = useQuery(accounts({ q, state: "active", limit: 50 }));
  const options = (data?.accounts ?? []).map(
    (each): Choice => ({ value: each.id, label: `${say.named(each.name)} · ${each.id}` }),
  );
  return (
    <Select
      id="give-account"
      className="whole"
      showSearch={{ filterOption: false, onSearch: setQ }}
      {...(value === undefined ? {} : { value })}
      placeholder={say("give.search")}
      onChange={onChange}
      options={options}
    />
  );
}

type ThingPickProps = {
  readonly programme: string;
  readonly reach: Named;
  readonly value: readonly string[];
  readonly onChange: (things: readonly string[]) => void;
};

function ThingPick({ programme, reach, value, onChange }: ThingPickProps) {
  const say = useSay();
  const [q, setQ] = useState("");
  const { data } = useQuery(grantable({ programme, reach, q }));
  const options = (data?.things ?? []).map(
    (each): Choice => ({ value: each.id, label: `${say.named(each.name)} · ${each.id}` }),
  );
  return (
    <Select
      id="give-things"
      mode="multiple"
      className="whole"
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={[...value]}
      placeholder={say("give.search")}
      onChange={(chosen) => onChange(reach === "body" ? chosen.slice(-1) : chosen)}
      options={options}
    />
  );
}

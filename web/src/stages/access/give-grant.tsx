import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer, Asked } from "../../exchange/doors.ts";
import { accounts, grantable, session } from "../../exchange/questions.ts";
import { Field, SelectField, TextField, useDescribed } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
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
      {data && <Proposal known={data} />}
    </section>
  );
}

function Proposal({ known }: { readonly known: Answer<"listGrantable"> }) {
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
  const isMissing = (id: string, name: string, isThere: boolean) =>
    isThere ? {} : { [id]: [say("form.missing", { name })] };
  const absent = {
    ...isMissing("give-account", say("grant.account"), account !== undefined),
    ...(isNamed ? isMissing("give-things", say(`reach-kind.${isNamed}`), things.length > 0) : {}),
  };
  return (
    <Form error={give.error} absent={absent} onSubmit={() => give.mutate()}>
      <Field id="give-account" name={say("grant.account")}>
        <AccountPick value={account} onChange={setAccount} />
      </Field>
      <SelectField
        id="give-role"
        name={say("grant.role")}
        hint={say(`role.${role}.can`)}
        value={role}
        options={known.roles.map((each) => ({ value: each.role, label: say(`role.${each.role}`) }))}
        onValue={(chosen) => {
          setRole(chosen);
          setThings([]);
        }}
      />
      <SelectField
        id="give-reach"
        name={say("grant.reach")}
        value={reach}
        options={reaches.map((each) => ({ value: each, label: say(`reach-kind.${each}`) }))}
        onValue={(chosen) => {
          setReach(chosen);
          setThings([]);
        }}
      />
      {isOfProgramme && (
        <SelectField
          id="give-programme"
          name={say("give.programme")}
          value={programme ?? ""}
          options={known.programmes.map((each) => ({ value: each.id, label: say.named(each.title) }))}
          onValue={(chosen) => {
            setProgramme(chosen);
            setThings([]);
          }}
        />
      )}
      {isNamed && programme && (
        <Field id="give-things" name={say(`reach-kind.${isNamed}`)}>
          <ThingPick programme={programme} reach={isNamed} value={things} onChange={setThings} />
        </Field>
      )}
      <TextField id="give-from" name={say("give.from")} type="date" required value={from} onValue={setFrom} />
      <TextField
        id="give-until"
        name={say("give.until")}
        hint={say("give.until.what")}
        type="date"
        value={until}
        onValue={setUntil}
      />
      <TextField
        id="give-reason"
        name={say("form.reason")}
        hint={say("give.reason.what")}
        required
        maxLength={500}
        autoComplete="off"
        value={reason}
        onValue={setReason}
      />
      {give.data && (
        <p role="status">
          {say("give.done", { name: say.named(give.data.account.name), role: say(`role.${give.data.role}`) })}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={give.isPending}>
        {say("give.do")}
      </Button>
    </Form>
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
      {...useDescribed("give-account")}
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
      {...useDescribed("give-things")}
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

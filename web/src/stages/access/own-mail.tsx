import type { OwnMail as Mail } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { ownMail } from "../../exchange/questions.ts";
import { SelectField, TextField } from "../../frame/field.tsx";
import { Form, RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

const languages = ["zh-CN", "en"] as const;
type Change = { readonly mail: Mail; readonly onChanged: (now: Mail) => void };

/** Whether, where and in which language I am told by mail what waits. */
export function OwnMail() {
  const say = useSay();
  const questions = useQueryClient();
  const mail = useQuery(ownMail).data;
  if (!mail) return null;
  const onChanged = (now: Mail) => questions.setQueryData(ownMail.queryKey, now);
  return (
    <section aria-labelledby="own-mail">
      <h2 id="own-mail">{say("mail.own")}</h2>
      <p className="quiet">{say(mail.isOn ? "mail.own.what" : "mail.own.off", { at: mail.at })}</p>
      {(mail.isOn || mail.address) && <Address mail={mail} onChanged={onChanged} />}
      {mail.address?.state === "confirmed" && <Choice mail={mail} onChanged={onChanged} />}
      {mail.last && (
        <p className="quiet small">
          {say("mail.last", { day: day(say.language, mail.last.day), state: say(`mail-state.${mail.last.state}`) })}
        </p>
      )}
    </section>
  );
}

function Address({ mail: { address, isOn }, onChanged }: Change) {
  const say = useSay();
  const [written, setWritten] = useState("");
  const change = {
    mutationFn: (to: string | null) => ask("setOwnMailAddress", { body: { address: to } }),
    onSuccess: (now: Mail) => {
      setWritten("");
      onChanged(now);
    },
  };
  const set = useMutation(change);
  const renew = useMutation(change);
  return (
    <>
      {address === null ? (
        <p>{say("mail.address.none")}</p>
      ) : (
        <p>
          {address.address} <span className="tag">{say(`mail.address.${address.state}`)}</span>
          {!address.isOwn && <span className="quiet small"> {say("mail.address.by-administrator")}</span>}
        </p>
      )}
      <p className="doors">
        {isOn && address !== null && address.state !== "confirmed" && (
          <Button loading={renew.isPending} onClick={() => renew.mutate(address.address)}>
            {say("mail.address.again")}
          </Button>
        )}
        {address !== null && (
          <Button loading={renew.isPending} onClick={() => renew.mutate(null)}>
            {say("mail.address.remove")}
          </Button>
        )}
      </p>
      <RefusedHere error={renew.error} />
      {isOn && (
        <details className="entry" open={address === null}>
          <summary>{say("mail.address.set")}</summary>
          <Form error={set.error} onSubmit={() => set.mutate(written.trim())}>
            <TextField
              id="mail-address"
              name={say("mail.address")}
              type="email"
              hint={say("mail.address.because")}
              required
              autoComplete="email"
              maxLength={254}
              value={written}
              onValue={setWritten}
            />
            <Button type="primary" htmlType="submit" loading={set.isPending}>
              {say("mail.address.set")}
            </Button>
          </Form>
        </details>
      )}
    </>
  );
}

function Choice({ mail: { wantsDigest, language }, onChanged }: Change) {
  const say = useSay();
  const choose = useMutation({
    mutationFn: (body: { wantsDigest: boolean; language: "zh-CN" | "en" }) => ask("chooseMail", { body }),
    onSuccess: onChanged,
  });
  // At once as it was chosen, and again as it was where it is refused.
  const [chosen, setChosen] = useState({ wantsDigest, language });
  const shown = choose.isError ? { wantsDigest, language } : chosen;
  const change = (next: typeof chosen) => {
    setChosen(next);
    choose.mutate(next);
  };
  return (
    <div className="form">
      <p>
        <label>
          <input
            type="checkbox"
            checked={shown.wantsDigest}
            onChange={(event) => change({ ...shown, wantsDigest: event.target.checked })}
          />{" "}
          {say("mail.wants")}
        </label>
      </p>
      <SelectField
        id="mail-language"
        name={say("mail.language")}
        value={shown.language}
        options={languages.map((value) => ({ value, label: say(`mail.language.${value}`) }))}
        onValue={(next) => change({ ...shown, language: next })}
      />
      <RefusedHere error={choose.error} />
      {choose.isSuccess && <p role="status">{say("mail.saved")}</p>}
    </div>
  );
}

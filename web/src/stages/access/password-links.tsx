import type { KeptAccount, PasswordLink } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { passwordLinks } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { useSay } from "../../frame/preferences.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { SecondPerson } from "./second-person.tsx";

type Link = z.output<typeof PasswordLink>;
type Taken = Answer<"takePasswordLink">;

/** Asks for a link by which somebody sets a first or a new password; what becomes of it stands on top of the page. */
export function AskPasswordLink({ account: { id, name } }: { readonly account: z.output<typeof KeptAccount> }) {
  const say = useSay();
  return (
    <WithReason
      id={`link-${id}`}
      label={say("password-link.ask")}
      about={say.named(name)}
      what={say("password-link.ask.what", { name: say.named(name) })}
      hint={say("password-link.ask.hint")}
      submit={say("password-link.ask.do")}
      changes={["password-links"]}
      run={async (reason) => {
        await ask("askPasswordLink", { body: { account: id, reason } });
        document.getElementById("password-links")?.scrollIntoView();
      }}
    />
  );
}

/** Links that wait for somebody, or were taken and not used yet. */
export function PasswordLinks() {
  const say = useSay();
  const { data } = useQuery(passwordLinks);
  return (
    <section aria-labelledby="password-links" hidden={!data || data.links.length === 0}>
      <h2 id="password-links">{say("password-link.title")}</h2>
      {data?.links.map((link) => (
        <OneLink key={link.link} link={link} />
      ))}
    </section>
  );
}

function OneLink({ link }: { readonly link: Link }) {
  const say = useSay();
  const params = { link: link.link };
  const [taken, setTaken] = useState<Taken>();
  const when = (instant: string) => moment(say.language, instant);
  const name = called(say, link.account);
  const deeds = [
    { may: link.mayConfirm, label: say("grant.confirm"), run: () => ask("confirmPasswordLink", { params }) },
    {
      ...{ may: link.mayTake, label: say("password-link.take") },
      run: async () => setTaken(await ask("takePasswordLink", { params })),
    },
  ];
  return (
    <SecondPerson
      title={
        <>
          {name} <span className="quiet small">{link.account.id}</span>
        </>
      }
      asked={link.asked}
      reason={link.reason}
      confirm={deeds.find(({ may }) => may)}
      end={link.mayEnd ? () => ask("endPasswordLink", { params }) : undefined}
      changes={["password-links", "todos"]}
    >
      <p>
        {link.confirmed && (
          <span className="quiet small block">
            {say("grant.confirmed", { by: called(say, link.confirmed.by), at: when(link.confirmed.at) })}
          </span>
        )}
        {say(`password-link.${link.state}`)}
        {link.expiresAt && ` ${say("password-link.until", { at: when(link.expiresAt) })}`}
      </p>
      {taken && <Address taken={taken} name={name} />}
    </SecondPerson>
  );
}

/** The link itself, shown this once; it leaves with the page. */
function Address({ taken, name }: { readonly taken: Taken; readonly name: string }) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="notice">
      <p>
        <strong>{say("password-link.once")}</strong> {say("password-link.hand-over", { name })}
      </p>
      <p className="digest" data-secret>
        {taken.address}
      </p>
      <p>
        <Button
          size="small"
          onClick={() => void navigator.clipboard?.writeText(taken.address).then(() => setCopied(true))}
        >
          {say("password-link.copy")}
        </Button>{" "}
        <span role="status">{isCopied && say("password-link.copied")}</span>
      </p>
    </div>
  );
}

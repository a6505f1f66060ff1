import type { KeptMailAddress } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { mailAddresses } from "../../exchange/questions.ts";
import { SearchChoice } from "../../frame/choices.tsx";
import { TextField } from "../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../frame/form.tsx";
import { Pages, useSearchedPages } from "../../frame/pages.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";

type Kept = z.output<typeof KeptMailAddress>;

/** Every account in use with its address, page by page. */
export function MailAddresses({ isOn }: { readonly isOn: boolean }) {
  const say = useSay();
  const { pages, at, search } = useSearchedPages();
  const { data, error } = useQuery(mailAddresses({ limit: 50, ...at }));
  if (error) return <Failed error={error} />;
  if (!data) return <Loading />;
  return (
    <section aria-labelledby="mail-addresses">
      <h2 id="mail-addresses">{say("mail.page.addresses")}</h2>
      <div className="choices">
        <SearchChoice id="mail-q" label={say("mail.page.search")} {...search} />
      </div>
      {data.addresses.length === 0 ? (
        <p className="nothing">{say("accounts.none")}</p>
      ) : (
        <Scroll label={say("mail.page.addresses")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("mail.page.account")}</th>
                <th scope="col">{say("mail.address")}</th>
              </tr>
            </thead>
            <tbody>
              {data.addresses.map((kept) => (
                <tr key={kept.account.id}>
                  <th scope="row">
                    {say.named(kept.account.name)} <span className="quiet small">{kept.account.id}</span>
                  </th>
                  <td>
                    {kept.address === null ? (
                      <span className="quiet">{say("mail.address.none")}</span>
                    ) : (
                      <>
                        {kept.address.address} <span className="tag">{say(`mail.address.${kept.address.state}`)}</span>
                      </>
                    )}
                    {!kept.wantsDigest && <span className="quiet small"> {say("mail.page.unwanted")}</span>}
                    {isOn && <SetAddress kept={kept} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Pages pages={pages} next={data.next} />
    </section>
  );
}

function SetAddress({ kept: { account } }: { readonly kept: Kept }) {
  const say = useSay();
  const questions = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState("");
  const set = useMutation({
    mutationFn: () => ask("setMailAddress", { params: { account: account.id }, body: { address: address.trim() } }),
    onSuccess: async () => {
      setOpen(false);
      setAddress("");
      await questions.invalidateQueries({ queryKey: ["mail"] });
    },
  });
  if (!isOpen)
    return (
      <p className="doors">
        <Button
          size="small"
          aria-label={say("mail.page.change.for", { name: say.named(account.name) })}
          onClick={() => setOpen(true)}
        >
          {say("mail.page.change")}
        </Button>
      </p>
    );
  return (
    <Form className="form reason" error={set.error} onSubmit={() => set.mutate()}>
      <TextField
        id={`address-${account.id}`}
        name={say("mail.page.change.for", { name: say.named(account.name) })}
        hint={say("mail.address.because")}
        type="email"
        required
        autoFocus
        autoComplete="off"
        maxLength={254}
        value={address}
        onValue={setAddress}
      />
      <SubmitOrLeave
        submit={say("mail.address.set")}
        isPending={set.isPending}
        onLeave={() => {
          setOpen(false);
          set.reset();
        }}
        size="small"
      />
    </Form>
  );
}

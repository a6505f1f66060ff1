import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { ownMail } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

/** Where the link of a mail leads. What stands behind the # no server log is told. */
export function MailConfirmPage() {
  const say = useSay();
  const questions = useQueryClient();
  const [token] = useState(() => window.location.hash.slice(1));
  const { data, error } = useQuery({
    queryKey: ["mail-link", token],
    queryFn: async () => {
      const now = await ask("confirmMailAddress", { body: { token } });
      questions.setQueryData(ownMail.queryKey, now);
      return now;
    },
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === "")
    return (
      <>
        <PageTitle>{say("mail.confirm.title")}</PageTitle>
        <Empty title={say("mail.confirm.none")}>
          <Link to="/security">{say("mail.confirm.back")}</Link>
        </Empty>
      </>
    );
  if (error) return <Failed error={error} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("mail.confirm.title")}</PageTitle>
      <p role="status">{say("mail.confirm.done", { address: data.address?.address ?? "" })}</p>
      <p>
        <Link to="/security">{say("mail.confirm.back")}</Link>
      </p>
    </>
  );
}

import type { LibraryIndicator } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useMemo, useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { library, libraryCheck, libraryExceptions, proposalCheck } from "../../exchange/library-questions.ts";
import { useAccount } from "../../frame/current.ts";
import { LinesField, SelectField, TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useLater } from "../../frame/later.ts";
import { useSay } from "../../frame/preferences.tsx";
import { indicatorOf, type LibraryDraft } from "./library-draft.ts";
import { AskException } from "./library-exception.tsx";
import { LibraryFields } from "./library-fields.tsx";
import { LibraryFindings } from "./library-findings.tsx";
import { keep, readKept } from "./library-kept.ts";

/** The server is asked when the typing rests this long. */
const pause = 400;

type Props = {
  readonly programme: string;
  /** Whoever writes is an owner, and the office decides. */
  readonly isProposal: boolean;
  readonly initial: LibraryDraft;
  /** The version that is changed; none: a new indicator. */
  readonly known?: { readonly indicator: LibraryIndicator; readonly version: number } | undefined;
};

export function LibraryForm({ programme, isProposal, initial, known }: Props) {
  const say = useSay();
  const navigate = useNavigate();
  const questions = useQueryClient();
  const account = useAccount()?.id ?? "";
  const [change, version] = [known?.indicator.id ?? "", known?.version ?? 0];
  const place = useMemo(() => ({ account, programme, change, version }), [account, programme, change, version]);
  const [kept] = useState(() => readKept(place, initial));
  const [draft, setDraft] = useState(kept.draft);
  const [instead, setInstead] = useState(kept.instead);
  const [reason, setReason] = useState(kept.reason);
  const [document, setDocument] = useState(kept.document);
  const written = { draft, instead, reason, document };
  const isTouched =
    JSON.stringify(written) !== JSON.stringify({ draft: initial, instead: "", reason: "", document: "" });
  const rested = useLater(JSON.stringify(written), pause);
  useEffect(() => keep(place, isTouched ? JSON.parse(rested) : undefined), [rested, isTouched, place]);
  const indicator = indicatorOf(draft, known?.indicator);
  const asked = { programme, ...(instead === "" ? {} : { instead }) };
  const save = useMutation({
    mutationFn: async () => {
      if (indicator === undefined) return undefined;
      const why = { reason, ...(document === "" ? {} : { document }) };
      const after = known === undefined ? {} : { after: known.version };
      const body = { ...asked, ...why, ...after, indicator };
      return isProposal ? ask("proposeIndicator", { body }) : ask("saveLibraryIndicator", { body });
    },
    onSuccess: async (saved) => {
      keep(place, undefined);
      await questions.invalidateQueries({ queryKey: ["library"] });
      if (saved === undefined) return;
      await ("proposal" in saved
        ? navigate({ to: "/library/proposals/$proposal", params: { proposal: String(saved.proposal) } })
        : navigate({ to: "/library/indicators/$indicator", params: { indicator: saved.id } }));
    },
  });
  return (
    <div className="library-write">
      <Form error={save.error} onSubmit={() => save.mutate()}>
        <LibraryFields draft={draft} isNew={known === undefined} change={(more) => setDraft({ ...draft, ...more })} />
        <Instead programme={programme} isProposal={isProposal} value={instead} onValue={setInstead} />
        <LinesField
          id="library-reason"
          name={say("library.reason")}
          hint={say("library.reason.hint")}
          required
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
        <TextField
          id="library-document"
          name={say("library.document")}
          autoComplete="off"
          maxLength={500}
          value={document}
          onValue={setDocument}
        />
        <p>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {say(isProposal ? "proposals.send" : "library.save")}
          </Button>
        </p>
      </Form>
      <Checks
        programme={programme}
        isProposal={isProposal}
        text={indicator === undefined ? "" : JSON.stringify({ ...asked, indicator })}
      />
    </div>
  );
}

type InsteadProps = Pick<Props, "programme" | "isProposal"> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
};

/** Those that ask people for something and could go; of an owner the own ones. */
function Instead({ programme, isProposal, value, onValue }: InsteadProps) {
  const say = useSay();
  const reported = useQuery(library({ programme, source: "reported", limit: 200 })).data?.indicators ?? [];
  const assessed = useQuery(library({ programme, source: "assessment", limit: 200 })).data?.indicators ?? [];
  const could = [...reported, ...assessed].filter(({ isOwn }) => isOwn || !isProposal);
  const options = could.map(({ id, name }) => ({ value: id, label: say.named(name) }));
  return (
    <SelectField
      id="library-instead"
      name={say("library.instead")}
      value={value}
      options={[{ value: "", label: say("library.instead.none") }, ...options]}
      onValue={onValue}
    />
  );
}

const exceptable = ["duplicate", "monitored", "one-in-one-out", "sunset-passed"] as const;

type ChecksProps = Pick<Props, "programme" | "isProposal"> & { readonly text: string };

/** What is found on the draft as it stands, and the way to an exception from each block: the office's own, or to ask it. */
function Checks({ programme, isProposal, text }: ChecksProps) {
  const say = useSay();
  const rested = useLater(text, pause);
  const body = rested === "" ? undefined : JSON.parse(rested);
  const written = useQuery({ ...libraryCheck(body), enabled: body !== undefined && !isProposal }).data;
  const proposed = useQuery({ ...proposalCheck(body), enabled: body !== undefined && isProposal }).data;
  const data = written ?? proposed;
  const waiting = useQuery(libraryExceptions(programme)).data?.exceptions ?? [];
  if (body === undefined || data === undefined) return <p className="quiet">{say("library.findings.wait")}</p>;
  const { id } = body.indicator;
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">{say("library.findings", { n: data.findings.length })}</h2>
      <LibraryFindings
        findings={data.findings}
        after={({ code, level, other }) => {
          const block = exceptable.find((each) => each === code);
          if (level !== "blocked" || block === undefined) return null;
          const isAsked = waiting.some(
            (each) => each.block === block && each.indicator === id && each.other === other && each.state === "waiting",
          );
          if (isProposal) return <p className="quiet small">{say("proposals.blocked")}</p>;
          if (isAsked) return <p className="quiet small">{say("library.exception.sent")}</p>;
          return (
            <div className="doors">
              <AskException {...{ programme, block, indicator: id }} {...(other === null ? {} : { other })} />
            </div>
          );
        }}
      />
    </section>
  );
}

import type { LibraryException } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { todos } from "../../exchange/questions.ts";
import { ApproveOrRefuse } from "../../frame/approve-or-refuse.tsx";
import { called } from "../../frame/called.ts";
import { TextField } from "../../frame/field.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { WithReason } from "../../frame/with-reason.tsx";

type Block = LibraryException["block"];
type Asked = { readonly programme: string; readonly block: Block; readonly indicator: string; readonly other?: string };

/** Asks that a block give way: by which document, who signed it, until when, and why. */
export function AskException({ programme, block, indicator, other }: Asked) {
  const say = useSay();
  const [document, setDocument] = useState("");
  const [signer, setSigner] = useState("");
  const [until, setUntil] = useState("");
  const id = `except-${block}-${other ?? ""}`;
  const body = { programme, block, indicator, ...(other === undefined ? {} : { other }), document, signer, until };
  return (
    <WithReason
      id={id}
      label={say("library.exception.ask")}
      about={`${say(`library.block.${block}`)} ${other ?? ""}`}
      what={say("library.exception.what")}
      submit={say("library.exception.send")}
      changes={["library", "todos"]}
      run={(reason) => ask("askLibraryException", { body: { ...body, reason } })}
    >
      <TextField
        id={`${id}-document`}
        name={say("library.exception.document")}
        required
        autoComplete="off"
        maxLength={500}
        value={document}
        onValue={setDocument}
      />
      <TextField
        id={`${id}-signer`}
        name={say("library.exception.signer")}
        required
        autoComplete="off"
        maxLength={100}
        value={signer}
        onValue={setSigner}
      />
      <TextField
        id={`${id}-until`}
        name={say("library.exception.until")}
        type="date"
        required
        value={until}
        onValue={setUntil}
      />
    </WithReason>
  );
}

const colours = { waiting: "amber", refused: "", approved: "blue", past: "" } as const;

/** One exception: what it lets stand, by which document, who asked and decided; for a second person the decision. */
export function OneException({ exception }: { readonly exception: LibraryException }) {
  const say = useSay();
  const { block, indicator, name, other, document, signer, reason, until, state, asked, decided } = exception;
  const who = ({ by, at }: LibraryException["asked"]) =>
    say("library.exception.who", { name: called(say, by), at: moment(say.language, at) });
  const rows: readonly (readonly [string, string])[] = [
    ...(other === null ? [] : ([[say("library.exception.beside"), other]] as const)),
    [say("library.exception.document"), document],
    [say("library.exception.signer"), signer],
    [say("library.exception.until"), day(say.language, until)],
    [say("library.reason"), reason],
    [say("library.exception.asked"), who(asked)],
    ...(decided === null ? [] : ([[say("library.exception.decided"), who(decided)]] as const)),
    ...(decided?.reason ? ([[say("library.exception.refuse"), decided.reason]] as const) : []),
  ];
  return (
    <article className="card wide">
      <h3>
        {say(`library.block.${block}`)} · {name === null ? indicator : say.named(name)}{" "}
        <span className={`tag ${colours[state]}`}>{say(`library.exception.state.${state}`)}</span>
      </h3>
      <dl className="sheet">
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {exception.mayDecide && <Decision exception={exception} />}
    </article>
  );
}

function Decision({ exception: { exception, programme } }: { readonly exception: LibraryException }) {
  const say = useSay();
  const questions = useQueryClient();
  const decide = useMutation({
    mutationFn: (body: { approve: boolean; reason?: string }) =>
      ask("decideLibraryException", { params: { exception }, body: { programme, ...body } }),
    onSettled: () =>
      Promise.all([questions.invalidateQueries({ queryKey: ["library"] }), questions.invalidateQueries(todos)]),
  });
  return (
    <ApproveOrRefuse
      id={`library-exception-${exception}`}
      approve={say("library.exception.approve")}
      refuse={say("library.exception.refuse")}
      error={decide.error}
      isPending={decide.isPending}
      onApprove={() => decide.mutate({ approve: true })}
      onRefuse={(reason) => decide.mutate({ approve: false, reason })}
    />
  );
}

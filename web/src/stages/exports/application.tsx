import type { ExportApproval } from "@biaochi/contract";
import { day, moment, periodName } from "@biaochi/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { exportApprovals, todos } from "../../exchange/questions.ts";
import { ApproveOrRefuse } from "../../frame/approve-or-refuse.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";

type One = z.output<typeof ExportApproval>;
const colours = { waiting: "amber", approved: "blue", refused: "", lapsed: "" } as const;

const whomOf = (say: Say, { subject, unit }: One): string => {
  if (subject) return say.named(subject.name);
  return unit ? say("exports.whom.unit", { name: say.named(unit.name) }) : say("exports.whom.all");
};

/** One application with its decision, and the decision itself for whoever may give it. */
export function Application({ approval }: { readonly approval: One }) {
  const say = useSay();
  const { what, run, period, programme, purpose, until, state, asked, decided, mayDecide, isOwn } = approval;
  const rows: readonly (readonly [string, string])[] = [
    [say("exports.whom"), whomOf(say, approval)],
    [
      say("exports.run"),
      `${say.named(programme.title)} · ${periodName(say.language, period)} · ${say("run.number", { n: run })}`,
    ],
    [say("exports.purpose"), purpose],
    [say("exports.until"), day(say.language, until)],
    [
      say("exports.asked"),
      say("exports.decided-by", { name: say.named(asked.byName), at: moment(say.language, asked.at) }),
    ],
  ];
  return (
    <article className="card wide" id={`approval-${approval.approval}`}>
      <h3>
        {say(`exports.what.${what}`)} <span className={`tag ${colours[state]}`}>{say(`exports.state.${state}`)}</span>
      </h3>
      <dl className="sheet">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {decided && (
          <div>
            <dt>{say(state === "refused" ? "exports.state.refused" : "exports.state.approved")}</dt>
            <dd>
              {say("exports.decided-by", { name: say.named(decided.byName), at: moment(say.language, decided.at) })}
              {decided.reason !== null && <p>{decided.reason}</p>}
            </dd>
          </div>
        )}
      </dl>
      {mayDecide && <Decision approval={approval.approval} />}
      {isOwn && decided && <Noted approval={approval} />}
    </article>
  );
}

function useAfter() {
  const questions = useQueryClient();
  return () => Promise.all([questions.invalidateQueries(exportApprovals), questions.invalidateQueries(todos)]);
}

function Decision({ approval }: { readonly approval: number }) {
  const say = useSay();
  const decide = useMutation({
    mutationFn: (body: { approve: boolean; reason?: string }) => ask("decideExport", { params: { approval }, body }),
    onSuccess: useAfter(),
  });
  return (
    <ApproveOrRefuse
      id={`reason-${approval}`}
      approve={say("exports.approve")}
      refuse={say("exports.refuse")}
      error={decide.error}
      isPending={decide.isPending}
      onApprove={() => decide.mutate({ approve: true })}
      onRefuse={(reason) => decide.mutate({ approve: false, reason })}
    />
  );
}

/** The asker takes note, so that the decision no longer waits on the home page; an approved one leads to where it is used. */
function Noted({ approval }: { readonly approval: One }) {
  const say = useSay();
  const after = useAfter();
  const note = useMutation({
    mutationFn: () => ask("noteExport", { params: { approval: approval.approval } }),
    onSuccess: after,
  });
  return (
    <p className="doors no-print">
      {approval.state === "approved" && <Take approval={approval} />}
      {approval.isUnread && (
        <Button size="small" loading={note.isPending} onClick={() => note.mutate()}>
          {say("exports.note")}
        </Button>
      )}
    </p>
  );
}

function Take({ approval: { what, run, subject } }: { readonly approval: One }) {
  const say = useSay();
  if (what === "score-sheets") return <Link to="/documents">{say("exports.take")}</Link>;
  if (what === "table" && subject)
    return (
      <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject: subject.id }}>
        {say("exports.take")}
      </Link>
    );
  return (
    <Link to="/runs/$run/standings" params={{ run: String(run) }} search={{ type: "official" }}>
      {say("exports.take")}
    </Link>
  );
}

import type { UnitTasks } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { ask, Refused } from "../../../exchange/ask.ts";
import { unitTasks } from "../../../exchange/cascade-questions.ts";
import { todos } from "../../../exchange/questions.ts";
import { FaultSummary } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { bodyOf, copiedFrom, type Draft, draftOf, faultsOf } from "./draft.ts";
import { Findings } from "./findings.tsx";
import { TaskEditor } from "./task-editor.tsx";
import { TaskReading } from "./task-reading.tsx";

type Props = { readonly of: UnitTasks; readonly programme: string };

/** The unit's tasks: read by everybody who may, written by its head and liaison, confirmed by its head. */
export function Decomposition({ of, programme }: Props) {
  if (of.mayDecompose) return <Writing of={of} programme={programme} />;
  return of.tasks.map((task) => <TaskReading key={task.goal.id} task={task} of={of} />);
}

function Writing({ of, programme }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(of));
  // The version that is being written on. What comes meanwhile is taken over unless something was written.
  const [based, setBased] = useState(of.version);
  const [isChanged, setChanged] = useState(false);
  const [tried, setTried] = useState(0);
  const params = { programme, cycle: of.cycle, subject: of.unit.id };
  const asked = unitTasks(programme, of.cycle, of.unit.id);
  const take = (now: UnitTasks) => {
    questions.setQueryData(asked.queryKey, now);
    setDraft(draftOf(now));
    setBased(now.version);
    setChanged(false);
    void questions.invalidateQueries({ queryKey: todos.queryKey });
  };
  const save = useMutation({
    mutationFn: () => ask("decomposeTasks", { params, body: bodyOf(draft), ifMatch: String(based) }),
    onSuccess: take,
  });
  const confirm = useMutation({
    mutationFn: () => ask("confirmTasks", { params, ifMatch: String(of.version) }),
    onSuccess: take,
  });
  if (of.version !== based && !isChanged) {
    setDraft(draftOf(of));
    setBased(of.version);
  }
  // What was written is not lost by leaving in passing.
  useEffect(() => {
    if (!isChanged) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [isChanged]);
  const change = (next: Draft) => {
    setDraft(next);
    setChanged(true);
  };
  const faults = Object.fromEntries(
    faultsOf(draft).map(({ id, code }) => [
      id,
      [say(code === "figure" ? "cascade.figure.misfit" : "cascade.words.missing")],
    ]),
  );
  const isStale = save.error instanceof Refused && save.error.problem.code === "version-stale";
  return (
    <>
      <Copy of={of} programme={programme} draft={draft} onDraft={change} />
      <Findings of={of} />
      {of.tasks.map((task) => {
        const own = draft.find(({ goal }) => goal === task.goal.id) ?? { goal: task.goal.id, duties: [] };
        return (
          <TaskEditor
            key={task.goal.id}
            task={task}
            of={of}
            duties={own.duties}
            onDuties={(duties) => change([...draft.filter(({ goal }) => goal !== own.goal), { ...own, duties }])}
          />
        );
      })}
      <section className="bottom-bar no-print" aria-label={say("cascade.save")}>
        {tried > 0 && <FaultSummary faults={faults} error={save.error ?? confirm.error} sign={tried} />}
        {isStale && (
          <p>
            {say("cascade.stale.todo")}{" "}
            <Button
              size="small"
              onClick={() => {
                save.reset();
                void questions.fetchQuery(asked).then(take);
              }}
            >
              {say("cascade.stale.reload")}
            </Button>
          </p>
        )}
        <p className="doors">
          <Button
            type={isChanged ? "primary" : "default"}
            loading={save.isPending}
            onClick={() => {
              setTried((times) => times + 1);
              confirm.reset();
              if (Object.keys(faults).length === 0) save.mutate();
            }}
          >
            {say("cascade.save")}
          </Button>
          <span className="small" role="status">
            {say(isChanged ? "cascade.unsaved" : "cascade.saved", { version: based })}
          </span>
          {of.mayConfirm && !isChanged && of.findings.length === 0 && of.state !== "confirmed" && of.version > 0 && (
            <Confirm
              n={of.people.length - of.idle}
              isPending={confirm.isPending}
              onConfirm={() => {
                setTried((times) => times + 1);
                save.reset();
                confirm.mutate();
              }}
            />
          )}
        </p>
      </section>
    </>
  );
}

type ConfirmProps = { readonly n: number; readonly isPending: boolean; readonly onConfirm: () => void };

/** What a confirmation does is said before it is done. */
function Confirm({ n, isPending, onConfirm }: ConfirmProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <Button type="primary" onClick={() => setOpen(true)}>
        {say("cascade.confirm")}
      </Button>
    );
  return (
    <span>
      <span className="small">{say("cascade.confirm.what", { n })}</span>{" "}
      <Button type="primary" loading={isPending} onClick={onConfirm}>
        {say("cascade.confirm.do")}
      </Button>{" "}
      <Button onClick={() => setOpen(false)}>{say("form.not")}</Button>
    </span>
  );
}

type CopyProps = Props & { readonly draft: Draft; readonly onDraft: (draft: Draft) => void };

/** Duties of the cycle before, where the unit has handed the same goals down then. */
function Copy({ of, programme, draft, onDraft }: CopyProps) {
  const say = useSay();
  const before = of.cycles.filter((cycle) => cycle < of.cycle)[0];
  const { data } = useQuery({ ...unitTasks(programme, before ?? "", of.unit.id), enabled: before !== undefined });
  if (before === undefined || data === undefined || !draft.some(({ duties }) => duties.length === 0)) return null;
  const copied = copiedFrom(draft, data, of);
  if (copied.every((task, n) => task === draft[n])) return null;
  return (
    <p>
      <Button onClick={() => onDraft(copied)}>{say("cascade.copy", { cycle: before })}</Button>{" "}
      <span className="quiet small">{say("cascade.copy.what")}</span>
    </p>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form, RefusedHere, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type Head, stale } from "./questions.ts";

type Props = { readonly of: Pick<Head, "programme" | "connection" | "name" | "kind" | "isActive" | "everyMinutes"> };

/** Paused at once; to go on asks how often. What is sent has no time of its own. */
export function Schedule({ of }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [isOpen, open] = useState(false);
  const [minutes, setMinutes] = useState(String(of.everyMinutes ?? 60));
  const params = { programme: of.programme.id, connection: of.connection };
  const set = useMutation({
    mutationFn: (isActive: boolean) => {
      const everyMinutes = of.kind === "push" || minutes.trim() === "" ? null : Number(minutes);
      return ask("scheduleConnection", { params, body: { isActive, everyMinutes } });
    },
    onSuccess: async () => {
      open(false);
      await Promise.all(stale.map((key) => questions.invalidateQueries({ queryKey: [key] })));
    },
  });
  const about = (label: string) => `${label}${say("lost.colon")}${say.named(of.name)}`;
  const id = `every-${of.programme.id}-${of.connection}`;
  if (isOpen)
    return (
      <Form className="form reason" error={set.error} onSubmit={() => set.mutate(true)}>
        <TextField
          id={id}
          name={say("connection.every-minutes")}
          hint={say("connection.every-minutes.hint")}
          type="number"
          min={1}
          max={44_640}
          autoFocus
          value={minutes}
          onValue={setMinutes}
        />
        <SubmitOrLeave
          submit={say("connection.schedule.save")}
          isPending={set.isPending}
          onLeave={() => open(false)}
          size="small"
        />
      </Form>
    );
  const isTimed = of.kind !== "push";
  return (
    <p className="doors">
      {set.error && <RefusedHere error={set.error} />}
      <Button
        size="small"
        autoInsertSpace={false}
        loading={set.isPending}
        aria-label={about(say(of.isActive ? "connection.pause" : "connection.resume"))}
        onClick={() => (of.isActive || !isTimed ? set.mutate(!of.isActive) : open(true))}
      >
        {say(of.isActive ? "connection.pause" : "connection.resume")}
      </Button>
      {of.isActive && isTimed && (
        <Button
          size="small"
          autoInsertSpace={false}
          aria-label={about(say("connection.schedule"))}
          onClick={() => open(true)}
        >
          {say("connection.schedule")}
        </Button>
      )}
    </p>
  );
}

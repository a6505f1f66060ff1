import type { Who } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { called } from "../../frame/called.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type Deed = { readonly label: string; readonly run: () => Promise<unknown> };

type Props = {
  readonly title: ReactNode;
  readonly asked: { readonly by: Who; readonly at: string };
  readonly reason: string;
  /** What it will do, and how it stands. */
  readonly children: ReactNode;
  /** What the reader may do: the second person's part, and taking it back or refusing it. */
  readonly confirm?: Deed | undefined;
  readonly end?: (() => Promise<unknown>) | undefined;
  /** Questions whose answers are not true any more. */
  readonly changes: readonly string[];
};

/** Something that one person asked for and another one decides. */
export function SecondPerson({ title, asked, reason, children, confirm, end, changes }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const deed = useMutation({
    mutationFn: ({ run }: Pick<Deed, "run">) => run(),
    onSuccess: () => Promise.all(changes.map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <article className="card wide">
      <h3>{title}</h3>
      <p>
        {say("grant.given", { by: called(say, asked.by), at: moment(say.language, asked.at) })} · {reason}
      </p>
      {children}
      <RefusedHere error={deed.error} />
      <p className="doors">
        {confirm && (
          <Button type="primary" loading={deed.isPending} onClick={() => deed.mutate(confirm)}>
            {confirm.label}
          </Button>
        )}
        {end && (
          <Button loading={deed.isPending} onClick={() => deed.mutate({ run: end })}>
            {say(confirm ? "grant.refuse" : "password-link.end")}
          </Button>
        )}
      </p>
    </article>
  );
}

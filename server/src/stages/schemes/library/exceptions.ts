import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { decide, findException, type NewException, saveException } from "./exception-store.ts";
import { lockLibrary, programmeInReach } from "./store.ts";

const minutesToDecide = 5;
const waitingFor = (id: number): string => `library-exception:${id}:`;

type AskRefusal = Refusal<"outside-scope" | "days-out-of-order" | "library-exception-open">;

export async function askException(
  tx: Transaction,
  actor: Actor,
  asked: Omit<NewException, "by">,
  day: string,
): Promise<Outcome<number, AskRefusal>> {
  const { programme, until } = asked;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  if (until < day) return refuse({ code: "days-out-of-order" });
  await lockLibrary(tx, programme);
  const id = await saveException(tx, { ...asked, by: actor.id }, day);
  if (id === undefined) return refuse({ code: "library-exception-open" });
  await addTodos(
    tx,
    (["organiser", "authority"] as const).map((role) => ({
      key: `${waitingFor(id)}${role}`,
      ...{ kind: "decide-library-exception", for: { role }, path: "/library/exceptions", minutes: minutesToDecide },
    })),
  );
  return ok(id);
}

type DecideRefusal = Refusal<"outside-scope" | "not-found" | "same-person" | "approval-decided">;

/** A second person approves it, or refuses it with the reason. */
export async function decideException(
  tx: Transaction,
  actor: Actor,
  wanted: {
    readonly programme: string;
    readonly exception: number;
    readonly approve: boolean;
    readonly reason?: string | undefined;
  },
): Promise<Outcome<number, DecideRefusal>> {
  const { programme, exception, approve, reason } = wanted;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  const row = await findException(tx, actor, { programme, exception });
  if (row === undefined) return refuse({ code: "not-found" });
  if (row.same_person) return refuse({ code: "same-person" });
  if (row.approved !== null) return refuse({ code: "approval-decided" });
  const why = reason === undefined || reason === "" ? null : reason;
  if (!(await decide(tx, exception, { by: actor.id, approve, reason: why })))
    return refuse({ code: "approval-decided" });
  await finishTodos(tx, waitingFor(exception), actor.id);
  return ok(exception);
}

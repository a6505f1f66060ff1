import { isCode } from "@biaochi/words";
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { Refused } from "../exchange/ask.ts";
import { useSay } from "./preferences.tsx";
import { PageTitle } from "./title.tsx";

/** The four states in which a page has nothing to show: what it is, why, what to do. */

export function Loading() {
  const say = useSay();
  return (
    <div className="state" role="status" aria-busy="true" aria-label={say("state.loading")}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}

type Notice = { readonly title: string; readonly why?: string; readonly todo?: string; readonly children?: ReactNode };

function Notice({ title, why, todo, children }: Notice) {
  return (
    <section className="state notice">
      <h2>{title}</h2>
      {why && <p>{why}</p>}
      {todo && <p className="quiet">{todo}</p>}
      {children}
    </section>
  );
}

export function Empty({ title, why, todo, children }: Notice) {
  return (
    <Notice title={title} {...(why ? { why } : {})} {...(todo ? { todo } : {})}>
      {children}
    </Notice>
  );
}

/** An address that no page has. */
export function NotFound() {
  const say = useSay();
  return (
    <>
      <PageTitle>{say("state.not-found")}</PageTitle>
      <Notice title={say("state.not-found.why")} todo={say("state.not-found.todo")}>
        <a href="/">{say("state.to-home")}</a>
      </Notice>
    </>
  );
}

/** A page of a module that the city's level has switched off. */
export function ModuleOff({ level }: { readonly level: number }) {
  const say = useSay();
  return (
    <>
      <PageTitle>{say("state.module-off")}</PageTitle>
      <Notice title={say("module-off", { level })} todo={say("refused.module-off.todo")}>
        <a href="/">{say("state.to-home")}</a>
      </Notice>
    </>
  );
}

/** A refusal names its rule; silence says what to try. */
export function Failed({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const say = useSay();
  if (error instanceof Refused) {
    const { code, params } = error.problem;
    if (code === "request-unreadable") return <NotFound />; // only an address typed by hand can be unreadable here
    const todo = `refused.${code}.todo`;
    return (
      <>
        <PageTitle>{say(code === "not-found" ? "state.not-found" : "state.refused")}</PageTitle>
        <Notice title={say.composed(code, params)} todo={say(isCode(todo) ? todo : "refused.todo")}>
          <p className="quiet small">{say("state.refused.rule", { code, status: error.problem.status })}</p>
          <a href="/">{say("state.to-home")}</a>
        </Notice>
      </>
    );
  }
  return (
    <>
      <PageTitle>{say("state.failed")}</PageTitle>
      <Notice title={say("state.failed.why")} todo={say("state.failed.todo")}>
        {again && <Button onClick={again}>{say("state.again")}</Button>}
      </Notice>
    </>
  );
}

import { type Outcome, ok, type ProblemCode, type Refusal, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { findUpper, type UpperRow } from "../../schemes/upper/upper-store.ts";
import { enterResult } from "./enter-result.ts";
import { forecastPage } from "./page.ts";
import { setBasis } from "./set-basis.ts";

/** Where the appraisal by the level above will end for the city. */
export function upperForecastRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  /** The page after what was done to it. */
  const after = async <Code extends ProblemCode>(
    { tx, actor, upper }: { readonly tx: Transaction; readonly actor: Actor; readonly upper: number },
    act: (row: UpperRow) => Promise<Outcome<undefined, Refusal<Code>>>,
  ) => {
    const row = await findUpper(tx, actor.scope, upper);
    if (row === undefined) return refuse({ code: "outside-scope" } satisfies Refusal);
    const done = await act(row);
    if (!done.ok) return done;
    const trail = { programme: row.programme, thing: `upper:${upper}` };
    return ok({ value: await forecastPage(tx, actor, row, clock.today()), trail });
  };
  return [
    handle<Actor>()(routes.readUpperForecast, (tx, { actor, input }) =>
      after({ tx, actor, upper: input.params.upper }, async () => ok(undefined)),
    ),
    handle<Actor>()(routes.setUpperBasis, (tx, { actor, input }) =>
      after({ tx, actor, upper: input.params.upper }, (row) =>
        setBasis(tx, actor, row, { set: input.body, today: clock.today() }),
      ),
    ),
    handle<Actor>()(routes.enterUpperResult, (tx, { actor, input }) =>
      after({ tx, actor, upper: input.params.upper }, (row) =>
        enterResult(tx, actor, row, { entered: input.body, today: clock.today() }),
      ),
    ),
  ];
}

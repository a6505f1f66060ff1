import { ok, refuse, routes } from "@biaochi/contract";
import type { Database } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { factOf, findFacts } from "../intake/fact-store.ts";
import { nameIndicators } from "../schemes/store.ts";
import { explainResult, explanationPageOf, factIdsOf, factsAt } from "./explanation.ts";
import { findResult, listMembers, listPeriods } from "./result-store.ts";
import { finishedRun } from "./standing-store.ts";
import { subjectPageOf } from "./subject-page.ts";
import { sightOf } from "./visibility.ts";
import { whereabouts } from "./whereabouts.ts";

export function resultRoutes(database: Database): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readSubject, async (tx, { actor, input }) => {
      const finished = await finishedRun(tx, actor.scope, input.params.run);
      if (!finished.ok) return finished;
      const { run, scheme } = finished.value;
      const { subject } = input.params;
      const result = await findResult(tx, actor.scope, run.id, subject);
      if (result === undefined) return refuse({ code: "outside-scope" });
      const members = result.type === "official" ? [] : await listMembers(tx, actor.scope, run.id, subject);
      const periods = await listPeriods(tx, actor.scope, run.programme, subject);
      return ok({ value: subjectPageOf({ run, result, members, periods, scheme, sight: sightOf(actor.role) }) });
    }),
    handle<Actor>()(routes.readExplanation, async (tx, { actor, input }) => {
      const finished = await finishedRun(tx, actor.scope, input.params.run);
      if (!finished.ok) return finished;
      const { run, scheme } = finished.value;
      const result = await findResult(tx, actor.scope, run.id, input.params.subject);
      if (result === undefined) return refuse({ code: "outside-scope" });
      const facts = await factsAt(database, { programme: run.programme, recording: run.recording });
      const explained = explainResult(run, result, scheme, facts);
      if (!explained.ok) return explained;
      const named = await findFacts(tx, actor.scope, run.programme, factIdsOf(explained.value));
      const nameIndicator = await nameIndicators(tx, actor.scope, run.programme);
      const shown = named.map((row) => factOf(row, nameIndicator));
      return ok({ value: explanationPageOf(run, result, scheme, explained.value, shown, whereabouts(facts)) });
    }),
  ];
}

import { ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { isOneself, ownIn, type Scope } from "../../platform/scope.ts";
import { factOf, findFacts } from "../intake/fact-store.ts";
import { findSubject } from "../registry/subject-store.ts";
import { schemeNames } from "../schemes/names-store.ts";
import { computedFrom, type ScoringDesk } from "./desk.ts";
import { agreedExplanation, explanationPageOf, factIdsOf } from "./explanation.ts";
import { liveStanding } from "./live.ts";
import { comparePeers } from "./peer-store.ts";
import { findResult, listMembers, listPeriods } from "./result-store.ts";
import { finishedRun } from "./standing-store.ts";
import type { RunRow } from "./store.ts";
import { lastBefore, subjectPageOf } from "./subject-page.ts";
import { sightOf } from "./visibility.ts";
import { whereabouts } from "./whereabouts.ts";

/** Nobody to be seen, or somebody whom no list of the run is for: said only to those who may see the subject's results. */
async function whyNoResult(tx: Transaction, scope: Scope, { programme, release }: RunRow, subject: string) {
  const own = ownIn(scope);
  const isOwn = own?.programme === programme && own.subject === subject;
  const asking = isOwn
    ? scope.filter(({ aside, releases }) => aside === undefined && releases.includes(release))
    : scope;
  const known = await findSubject(tx, asking, programme, subject);
  if (known === undefined) return { code: "outside-scope" } as const;
  const { "zh-CN": zh, en } = known.name;
  return { code: "no-result", params: { subject, zh, en } } as const;
}

export function resultRoutes(desk: ScoringDesk, clock: Clock): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readLive, async (tx, { actor, input }) => {
      const asked = { ...input.params, since: input.query.since, today: clock.today() };
      const live = await liveStanding(tx, actor, asked);
      return live.ok ? ok({ value: live.value }) : live;
    }),
    handle<Actor>()(routes.readSubject, async (tx, { actor, input }) => {
      const finished = await finishedRun(tx, actor.scope, input.params.run);
      if (!finished.ok) return finished;
      const { run, scheme } = finished.value;
      const { subject } = input.params;
      const result = await findResult(tx, actor.scope, run.id, subject);
      if (result === undefined) return refuse(await whyNoResult(tx, actor.scope, run, subject));
      const sight = sightOf(actor.roles);
      const members = result.type === "official" ? [] : await listMembers(tx, actor.scope, run.id, subject);
      const periods = await listPeriods(tx, actor.scope, run.programme, subject);
      const before = lastBefore(periods, run.period);
      const earlier = before && (await findResult(tx, actor.scope, before.run, subject));
      const last = before && { line: before, nodes: earlier?.nodes ?? [] };
      const [first] = result.placings;
      const isShown = first !== undefined && first.size >= sight.smallestCohort;
      const peers = isShown
        ? await comparePeers(tx, { run: run.id, cohort: first.cohort, smallest: sight.smallestCohort })
        : [];
      const isOwn = isOneself(actor.scope, run.programme, subject);
      return ok({ value: subjectPageOf({ run, result, members, periods, last, peers, scheme, sight, isOwn }) });
    }),
    handle<Actor>()(routes.readExplanation, async (tx, { actor, input }) => {
      const finished = await finishedRun(tx, actor.scope, input.params.run);
      if (!finished.ok) return finished;
      const { run, scheme } = finished.value;
      const result = await findResult(tx, actor.scope, run.id, input.params.subject);
      if (result === undefined) return refuse({ code: "outside-scope" });
      const { explanations, subjects } = await desk.explain(computedFrom(run), [result.subject]);
      const explained = agreedExplanation(run, result, explanations[0]);
      if (!explained.ok) return explained;
      const named = await findFacts(tx, actor.scope, run.programme, factIdsOf(explained.value));
      const names = await schemeNames(tx, actor.scope, run.programme);
      const shown = named.map((row) => factOf(row, names));
      return ok({ value: explanationPageOf(run, result, scheme, explained.value, shown, whereabouts(subjects)) });
    }),
  ];
}

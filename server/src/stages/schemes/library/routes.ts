import { type Action, ok, refuse, routes } from "@biaochi/contract";
import { balanceOf, minutesPerAsk } from "@biaochi/engine/library";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { unitNames } from "../../registry/store.ts";
import { appraisalRoutes } from "./appraisal-routes.ts";
import { exceptionRoutes } from "./exception-routes.ts";
import { countWaiting } from "./exception-store.ts";
import { findingOf, indicatorPage } from "./indicator-page.ts";
import { checkDraft, endIndicator, saveIndicator } from "./indicators.ts";
import { choicesOf, pageOfLibrary } from "./list-store.ts";
import { listMovements } from "./movement-store.ts";
import { proposalRoutes } from "./proposal-routes.ts";
import { countProposals, ownIndicators } from "./proposal-store.ts";
import { slimmingRoutes } from "./slimming-routes.ts";
import { programmeInReach, stateOf } from "./store.ts";
import { compareWith, duplicatesIn, newestBeside, takeOverScheme } from "./take-over.ts";

/** Whoever reads the library, as far as they may also do something else there. */
const asFor = (actor: Actor, action: Action): Actor => ({ ...actor, scope: alsoFor(actor.scope, action) });
const outside = () => refuse({ code: "outside-scope" } as const);
const trailOf = (programme: string, indicator: string) => ({ programme, thing: `indicator:${indicator}` });

/** The library of indicators. Whoever has signed in reads it; the appraisal office keeps it. */
export function libraryRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.listLibrary, async (tx, { actor, input }) => {
      const { programme: wanted, cursor, limit, ...which } = input.query;
      const programme = await programmeInReach(tx, actor.scope, wanted);
      if (programme === undefined) return outside();
      const day = clock.today();
      const found = await pageOfLibrary(
        tx,
        actor.scope,
        { ...which, programme, day },
        { after: cursor, limit: limit + 1 },
      );
      const nameUnit = await unitNames(tx, actor.scope, programme);
      const unit = (id: string) => ({ id, name: nameUnit(id) });
      const shown = found.rows.slice(0, limit);
      const ids = shown.map(({ indicator }) => indicator);
      const own = await ownIndicators(tx, asFor(actor, "propose-indicator").scope, programme, ids);
      const { bySource, owners, dimensions } = await choicesOf(tx, actor.scope, programme, day);
      const movements = await listMovements(tx, actor.scope, programme);
      const years = [...new Set([day.slice(0, 4), ...movements.map(({ year }) => year)])].sort().reverse();
      return ok({
        value: {
          programme,
          indicators: shown.map((row) => {
            const { content, version, is_excepted: isExcepted } = row;
            const { id, name, measure = null, period, dimension = null, owner, source, isMonitored } = content;
            return {
              ...{
                id,
                version,
                name,
                measure,
                period,
                dimension,
                isMonitored,
                isExcepted,
                isOwn: own.has(id),
                state: stateOf(row, day),
              },
              ...{ owner: owner === undefined ? null : unit(owner) },
              ...{ source: source?.kind ?? null, system: source?.system ?? null },
            };
          }),
          next: found.rows.length > limit ? (shown.at(-1)?.indicator ?? null) : null,
          total: found.total,
          ...{ bySource, owners: owners.map(unit), dimensions },
          balances: years.map((year) => balanceOf(movements, year)),
          waiting: await countWaiting(tx, actor.scope, programme),
          proposals: await countProposals(tx, asFor(actor, "see-proposals"), programme),
        },
      });
    }),
    handle<Actor>()(routes.readLibraryIndicator, async (tx, { actor, input }) => {
      const programme = await programmeInReach(tx, actor.scope, input.query.programme);
      if (programme === undefined) return outside();
      const page = await indicatorPage(tx, actor, { programme, ...input.params }, clock.today());
      if (!page.ok) return page;
      const { scope } = asFor(actor, "propose-indicator");
      const own = await ownIndicators(tx, scope, programme, [input.params.indicator]);
      return ok({ value: { ...page.value, mayPropose: own.size > 0 && page.value.state !== "ended" } });
    }),
    handle<Actor>()(routes.checkLibraryIndicator, async (tx, { actor, input }) => {
      const { programme } = input.body;
      if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return outside();
      const { findings, balance, before } = await checkDraft(tx, actor.scope, input.body, clock.today());
      return ok({ value: { findings: findings.map(findingOf), balance, isNew: before === undefined } });
    }),
    handle<Actor>()(routes.saveLibraryIndicator, async (tx, { actor, input }) => {
      const saved = await saveIndicator(tx, actor, input.body, clock.today());
      if (!saved.ok) return saved;
      const { id } = input.body.indicator;
      return ok({ value: { id, version: saved.value }, trail: trailOf(input.body.programme, id) });
    }),
    handle<Actor>()(routes.endLibraryIndicator, async (tx, { actor, input }) => {
      const ended = await endIndicator(tx, actor, { ...input.params, ...input.body }, clock.today());
      return ended.ok ? ok({ value: { id: input.params.indicator, version: ended.value } }) : ended;
    }),
    handle<Actor>()(routes.previewTakeOver, async (tx, { actor, input }) => {
      const programme = await programmeInReach(tx, actor.scope, input.query.programme);
      if (programme === undefined) return outside();
      const newest = await newestBeside(tx, actor.scope, programme);
      const nothing = { added: [], changed: [], same: [], absent: [], ended: [] };
      const { added, changed, same, absent, ended } = newest === undefined ? nothing : compareWith(newest);
      const named = ({
        indicator: { id, name },
      }: {
        indicator: { id: string; name: { "zh-CN": string; en: string } };
      }) => ({
        ...{ id, name },
      });
      return ok({
        value: {
          programme,
          scheme: newest ? { id: newest.row.scheme, version: newest.row.version, title: newest.row.title } : null,
          added: added.map(named),
          changed: changed.map((each) => ({ ...named(each), fields: [...each.fields] })),
          same: same.length,
          absent: absent.map(({ content: { id, name } }) => ({ id, name })),
          ended: ended.map(named),
          duplicates: newest === undefined ? [] : duplicatesIn(newest.scheme),
        },
      });
    }),
    handle<Actor>()(routes.takeOver, async (tx, { actor, input }) => {
      const taken = await takeOverScheme(tx, actor, input.body, clock.today());
      return taken.ok ? ok({ value: taken.value }) : taken;
    }),
    ...exceptionRoutes(clock),
    ...proposalRoutes(clock),
    ...slimmingRoutes(clock, minutesPerAsk),
    ...appraisalRoutes(clock),
  ];
}

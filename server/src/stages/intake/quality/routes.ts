import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { findingStates } from "@biaochi/contract/choices";
import { compare, exactOf } from "@biaochi/engine";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { unitNames } from "../../registry/store.ts";
import { indicatorsOf } from "../../schemes/store.ts";
import { isProgrammeInScope } from "../lists/target-store.ts";
import { answersFor } from "../measures/measure-store.ts";
import { actOnFinding, actOnFindings } from "./acts.ts";
import {
  countDoubtful,
  countStates,
  findFinding,
  listActs,
  listDoubtful,
  listFindings,
  listIndicatorsFound,
  listSeries,
} from "./finding-store.ts";
import { newestPass, type PassRow } from "./pass-store.ts";
import { findRule, listRules } from "./rule-store.ts";
import { endRule, mayKeepRule, namedBy, saveRule } from "./rules.ts";
import { thresholds } from "./thresholds.ts";
import { actSeen, findingSeen, type Names, ruleSeen, sourceSeen } from "./view.ts";

const outside = () => refuse({ code: "outside-scope" } satisfies Refusal);
/** Figures of few cases that are named on the page. */
const shownSmall = 50;

async function namesOf(tx: Transaction, { scope }: Actor, programme: string): Promise<Names> {
  const indicators = await indicatorsOf(tx, scope, programme);
  const unitName = await unitNames(tx, scope, programme);
  const unit = (id: string) => ({ id, name: unitName(id) });
  return {
    unit,
    indicator: (id) => ({ id, name: indicators.get(id)?.name ?? { "zh-CN": id, en: id } }),
    owner: (id) => {
      const owner = indicators.get(id)?.owner;
      return owner === undefined ? null : unit(owner);
    },
    source: (id) => indicators.get(id)?.source?.system ?? null,
  };
}

/** Of an examination what is of the indicators that the reader answers for. */
async function ownPart(tx: Transaction, { scope }: Actor, programme: string, pass: PassRow | undefined) {
  const named = new Set([
    ...(pass?.sources ?? []).flatMap((each) => each.indicators),
    ...(pass?.small ?? []).map((each) => each.indicator),
  ]);
  const own = new Set<string>();
  for (const indicator of named) if (await answersFor(tx, scope, { programme, indicator })) own.add(indicator);
  return {
    sources: (pass?.sources ?? []).filter(({ indicators }) => indicators.every((each) => own.has(each))),
    small: (pass?.small ?? []).filter(({ indicator }) => own.has(indicator)),
  };
}

export function qualityRoutes(clock: Clock, onChanged: () => void): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readQuality, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const { scope } = actor;
      if (!(await isProgrammeInScope(tx, scope, programme))) return outside();
      const names = await namesOf(tx, actor, programme);
      const pass = await newestPass(tx, scope, programme);
      const own = await ownPart(tx, actor, programme, pass);
      const doubtful = await countDoubtful(tx, scope, programme);
      const counted = await countStates(tx, scope, programme);
      const sources = own.sources.map((each) => sourceSeen(each, names, doubtful));
      return ok({
        value: {
          examined: pass === undefined ? null : examinedSeen(pass),
          states: Object.fromEntries(findingStates.map((state) => [state, counted[state] ?? 0])) as Record<
            (typeof findingStates)[number],
            number
          >,
          doubtful: (await listDoubtful(tx, scope, programme)).map(({ indicator, ...row }) => ({
            ...{ ...row, kinds: [...row.kinds], indicator: names.indicator(indicator) },
          })),
          sources: sources.toSorted((a, b) => compare(exactOf(a.points), exactOf(b.points))),
          small: own.small.slice(0, shownSmall).map(({ indicator, subject, ...row }) => ({
            ...{
              ...row,
              indicator: names.indicator(indicator),
              subject: { ...names.unit(subject), type: "unit" as const },
            },
          })),
          ...{ smallTotal: own.small.length, fewestCases: thresholds.fewestCases },
        },
      });
    }),
    handle<Actor>()(routes.listFindings, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const { cursor, limit } = input.query;
      if (!(await isProgrammeInScope(tx, actor.scope, programme))) return outside();
      const after = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
      const names = await namesOf(tx, actor, programme);
      const known = await listIndicatorsFound(tx, actor.scope, programme);
      const { source, ...which } = input.query;
      const indicators = source === undefined ? undefined : known.filter((each) => names.source(each) === source);
      const found = await listFindings(tx, actor.scope, { ...which, indicators, programme, after, limit: limit + 1 });
      const findings = found.slice(0, limit).map((row) => findingSeen(row, names, actor));
      const sources = [...new Set(known.flatMap((each) => names.source(each) ?? []))].toSorted();
      return ok({ value: { findings, sources, next: found.length > limit ? String(after + limit) : null } });
    }),
    handle<Actor>()(routes.readFinding, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const { scope } = actor;
      const row = await findFinding(tx, scope, input.params);
      if (row === undefined) return outside();
      const names = await namesOf(tx, actor, programme);
      const { rule, version } = row.told;
      const by =
        row.kind === "cross"
          ? await findRule(tx, scope, { programme, rule: String(rule), version: Number(version) })
          : undefined;
      const series = (await listSeries(tx, scope, input.params)).map((each) => ({
        ...each,
        indicator: names.indicator(each.indicator),
      }));
      const acts = (await listActs(tx, scope, input.params)).map(actSeen);
      const seen = by === undefined ? null : ruleSeen(by, await mayKeepRule(tx, actor, programme, by.content));
      return ok({
        value: { finding: findingSeen(row, names, actor), series, rule: seen, acts },
        trail: trailOf(input.params),
      });
    }),
    handle<Actor>()(routes.actOnFinding, async (tx, { actor, input }) => {
      const acted = await actOnFinding(tx, actor, { ...input.params, ...input.body, today: clock.today() });
      return acted.ok ? ok({ value: { state: acted.value }, trail: trailOf(input.params) }) : acted;
    }),
    handle<Actor>()(routes.actOnFindings, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isProgrammeInScope(tx, actor.scope, programme))) return outside();
      const acted = await actOnFindings(tx, actor, { programme, ...input.body });
      if (!acted.ok) return acted;
      const findings = input.body.findings.map(({ finding }) => finding);
      const thing = findings.map((each) => `finding:${each}`).join(" ");
      return ok({ value: { state: acted.value, findings }, trail: { programme, thing } });
    }),
    ...ruleRoutes(onChanged),
  ];
}

const examinedSeen = ({ at, day, figures, recording }: PassRow) => ({ at: at.toISOString(), day, figures, recording });
const trailOf = ({ programme, finding }: { readonly programme: string; readonly finding: number }) => ({
  ...{ programme, thing: `finding:${finding}` },
});

function ruleRoutes(onChanged: () => void): readonly MountedRoute<Actor>[] {
  const trail = ({ programme, rule }: { readonly programme: string; readonly rule: string }) => ({
    ...{ programme, thing: `quality-rule:${rule}` },
  });
  return [
    handle<Actor>()(routes.listQualityRules, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isProgrammeInScope(tx, actor.scope, programme))) return outside();
      const names = await namesOf(tx, actor, programme);
      const found = await listRules(tx, actor.scope, programme);
      const rules = [];
      for (const row of found) rules.push(ruleSeen(row, await mayKeepRule(tx, actor, programme, row.content)));
      const indicators = [];
      for (const { id, name } of (await indicatorsOf(tx, actor.scope, programme)).values())
        if (await answersFor(tx, actor.scope, { programme, indicator: id })) indicators.push({ id, name });
      const named = [...new Set(found.flatMap(({ content }) => namedBy(content)))].map(names.indicator);
      return ok({ value: { rules, indicators, named, thresholds: thresholdsSeen } });
    }),
    handle<Actor>()(routes.saveQualityRule, async (tx, { actor, input, reply }) => {
      const saved = await saveRule(tx, actor, { ...input.params, ...input.body });
      if (!saved.ok) return saved;
      reply.raw.once("close", onChanged);
      return ok({ value: { version: saved.value }, trail: trail(input.params) });
    }),
    handle<Actor>()(routes.endQualityRule, async (tx, { actor, input, reply }) => {
      const ended = await endRule(tx, actor, { ...input.params, ...input.body });
      if (!ended.ok) return ended;
      reply.raw.once("close", onChanged);
      return ok({ value: { version: ended.value }, trail: trail(input.params) });
    }),
  ];
}

/** The figures by which everything is judged, under the names that the page says them by. */
const thresholdsSeen: Readonly<Record<string, number>> = {
  ...{ due: thresholds.dueDays, cases: thresholds.fewestCases, jumpEarlier: thresholds.fewestEarlier.jump },
  ...{ seasonEarlier: thresholds.fewestEarlier.season, ownEarlier: thresholds.fewestEarlier.own },
  ...{ season: thresholds.outlier.season, own: thresholds.outlier.own, width: thresholds.heaping.width * 100 },
  ...{
    heaped: thresholds.heaping.fewest,
    records: thresholds.spike.fewest,
    once: Math.round(1 / thresholds.spike.chance),
  },
};

import { may, ok, refuse, routes } from "@biaochi/contract";
import { periodOf } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { workCalendar } from "../../../platform/working-days.ts";
import { unitNames } from "../../registry/store.ts";
import { schemeNames } from "../../schemes/names-store.ts";
import { indicatorsOf } from "../../schemes/store.ts";
import { isProgrammeInScope } from "../lists/target-store.ts";
import { endMeasure, saveMeasure } from "./commands.ts";
import { findStream } from "./contest-store.ts";
import { factRecords } from "./fact-records.ts";
import { listLate } from "./late-store.ts";
import { answersFor, findMeasure, listMeasures, listMeasureVersions, listStreamsToMeasure } from "./measure-store.ts";
import { periodsOfMonths } from "./periods.ts";
import { countRecords, countUndated, monthsOfRecords, questionOf } from "./record-store.ts";
import { soundMeasure } from "./sound.ts";
import { figuresSeen, measureSeen, titlesOf, versionSeen } from "./view.ts";

/** What the reader answers for, by the act of keeping measures. */
const keeps = (tx: Transaction, { scope }: Actor, programme: string, indicator: string): Promise<boolean> =>
  answersFor(tx, alsoFor(scope, "keep-measures"), { programme, indicator });

const fieldsOf = (mapping: { readonly fields: Readonly<Record<string, { readonly type: FieldKind }>> }) =>
  Object.entries(mapping.fields).map(([name, { type }]) => ({ name, type }));
type FieldKind = "text" | "number" | "instant" | "day" | "truth";

/** `onChanged`: a measure was saved, and its figures are to be computed. */
export const measureRoutes = (onChanged: () => void): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.listMeasures, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if (!(await isProgrammeInScope(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const { indicator: nameOf } = await schemeNames(tx, actor.scope, programme);
    const measures = [];
    for (const row of await listMeasures(tx, actor.scope, programme))
      measures.push(measureSeen(row, nameOf, await keeps(tx, actor, programme, row.content.indicator)));
    if (!may("keep-measures", actor.held)) return ok({ value: { measures, streams: [], indicators: [] } });
    const streams = (await listStreamsToMeasure(tx, actor.scope, programme)).map(({ id, name, mapping }) => ({
      ...{ id, name, fields: fieldsOf(mapping), titles: titlesOf(mapping), hasUnit: mapping.unit !== undefined },
    }));
    const indicators = [];
    for (const { id, name } of (await indicatorsOf(tx, actor.scope, programme)).values())
      if (await keeps(tx, actor, programme, id)) indicators.push({ id, name });
    return ok({ value: { measures, streams, indicators } });
  }),
  handle<Actor>()(routes.readMeasure, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const row = await findMeasure(tx, actor.scope, input.params);
    if (row === undefined) return refuse({ code: "outside-scope" });
    const { indicator: nameOf } = await schemeNames(tx, actor.scope, programme);
    const versions = (await listMeasureVersions(tx, actor.scope, input.params)).map(versionSeen);
    const months = await monthsOfRecords(tx, questionOf(row, []));
    const periods = [...periodsOfMonths(row.content, months)].reverse();
    const measure = measureSeen(row, nameOf, await keeps(tx, actor, programme, row.content.indicator));
    return ok({ value: { measure, fields: fieldsOf(row.mapping), versions, periods } });
  }),
  handle<Actor>()(routes.previewMeasure, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const { content, period } = input.body;
    const { indicator, stream } = content;
    if (!(await answersFor(tx, actor.scope, { programme, indicator }))) return refuse({ code: "outside-scope" });
    const mapping = await findStream(tx, actor.scope, { programme, stream });
    if (mapping === undefined) return refuse({ code: "stream-unknown", params: { stream } });
    const sound = soundMeasure(content, mapping);
    if (!sound.ok) return sound;
    if (periodOf(period).grain !== content.period)
      return refuse({ code: "measure-period", params: { period, expected: content.period } });
    const question = questionOf({ programme, content, mapping }, [period]);
    const unitName = await unitNames(tx, actor.scope, programme);
    const now = await countRecords(tx, question);
    const before = await countRecords(tx, { ...question, contests: "none" });
    const undated = await countUndated(tx, question);
    const calendarUntil = workCalendar().until;
    return ok({ value: { figures: figuresSeen(unitName, now, before), undated, calendarUntil }, trail: { programme } });
  }),
  handle<Actor>()(routes.saveMeasure, async (tx, { actor, input, reply }) => {
    const saved = await saveMeasure(tx, actor, { ...input.params, ...input.body });
    if (!saved.ok) return saved;
    reply.raw.once("close", onChanged);
    return ok({ value: { version: saved.value }, trail: trailOf(input.params) });
  }),
  handle<Actor>()(routes.endMeasure, async (tx, { actor, input }) => {
    const ended = await endMeasure(tx, actor, { ...input.params, ...input.body });
    return ended.ok ? ok({ value: { version: ended.value }, trail: trailOf(input.params) }) : ended;
  }),
  handle<Actor>()(routes.listLateRevisions, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const { cursor, limit } = input.query;
    if (!(await isProgrammeInScope(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const before = cursor !== undefined && /^\d{1,15}$/.test(cursor) ? BigInt(cursor) : null;
    const found = await listLate(tx, actor.scope, { programme, before, limit: limit + 1 });
    const { indicator: nameOf } = await schemeNames(tx, actor.scope, programme);
    const shown = found.slice(0, limit);
    const revisions = shown.map(({ measure, measureName, subject, subjectName, indicator, foundAt, ...row }) => ({
      ...{
        unit: { id: subject, type: "unit" as const, name: subjectName },
        measure: { id: measure, name: measureName },
      },
      indicator: { id: indicator, name: nameOf(indicator).name },
      ...{ period: row.period, why: row.why, fact: row.fact, old: row.old, now: row.now, records: row.records },
      at: foundAt.toISOString(),
    }));
    return ok({ value: { revisions, next: found.length > limit ? String(shown.at(-1)?.id ?? "") : null } });
  }),
  handle<Actor>()(routes.readFactRecords, async (tx, { actor, input }) => {
    const value = await factRecords(tx, actor.scope, { ...input.params, ...input.query });
    if (value === undefined) return refuse({ code: "outside-scope" });
    return ok({ value, trail: { programme: input.params.programme, fact: input.params.fact } });
  }),
];

const trailOf = ({ programme, measure }: { readonly programme: string; readonly measure: string }) => ({
  ...{ programme, thing: `measure:${measure}` },
});

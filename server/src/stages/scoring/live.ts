import { type LiveStanding, may, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { compare, covers, exactOf, minus, periodOf, readPeriod } from "@biaochi/engine";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import type { Scope } from "../../platform/scope.ts";
import { listRecorded } from "../intake/recorded-store.ts";
import { findSubject } from "../registry/subject-store.ts";
import { schemeNames } from "../schemes/names-store.ts";
import { findSchemeVersion, lastDayOf, naming, schemeOf } from "../schemes/store.ts";
import { movedNodes } from "./changes.ts";
import { type LiveMoment, listLiveMoments } from "./live-store.ts";
import { findResult, type ResultRow } from "./result-store.ts";
import { factDifference } from "./run-comparison.ts";
import { findRun, type RunRow } from "./store.ts";
import { showsRank } from "./visibility.ts";

type Page = z.input<typeof LiveStanding>;
type LiveQuestion = {
  readonly programme: string;
  readonly subject: string;
  readonly since: number | undefined;
  readonly today: string;
};

const mostFacts = 100;
/** Recorded at once by a run that brings figures of every unit and indicator. */
const mostRecorded = 2_000;

/** The quarter of a day, and the one before: until the first figures of a quarter have arrived the last one is told. */
function livePeriods(today: string): readonly string[] {
  const [year, quarter] = [Number(today.slice(0, 4)), Math.ceil(Number(today.slice(5, 7)) / 3)];
  return [`${year}Q${quarter}`, quarter === 1 ? `${year - 1}Q4` : `${year}Q${quarter - 1}`];
}

const momentOf = ({ run, asOf, score, standing }: LiveMoment): Page["now"] => ({
  ...{ run, asOf: asOf.toISOString(), score, standing },
});

/** A provisional score with what moved it. */
export async function liveStanding(
  tx: Transaction,
  actor: Actor,
  question: LiveQuestion,
): Promise<Outcome<Page, Refusal<"outside-scope" | "live-none">>> {
  const { programme, subject, since, today } = question;
  if ((await findSubject(tx, actor.scope, programme, subject)) === undefined) return refuse({ code: "outside-scope" });
  const found = await listLiveMoments(tx, actor.scope, { programme, subject, periods: livePeriods(today) });
  if (found === undefined) return refuse({ code: "live-none", params: { period: livePeriods(today)[0] ?? "" } });
  const { period, moments } = found;
  const [now] = moments;
  const then = earlier(moments, since);
  const after = now && (await sideOf(tx, actor.scope, now.run, subject));
  if (now === undefined || after === undefined) return refuse({ code: "outside-scope" });
  const before = then && (await sideOf(tx, actor.scope, then.run, subject));
  const version = await findSchemeVersion(tx, actor.scope, after.run);
  if (version === undefined) return refuse({ code: "outside-scope" });
  const lastDay = lastDayOf(periodOf(period));
  const isOver = lastDay < today;
  const { result, run } = after;
  const { rank, rank_of: of } = result;
  return ok({
    subject: { id: result.subject, type: result.type, name: result.name },
    ...{ period, lastDay, isOver, scheme: { id: run.scheme, version: run.version, title: run.title } },
    now: momentOf(now),
    before: then === undefined ? null : momentOf(then),
    place: isOver && showsRank(result) && rank !== null && of !== null ? { rank, of } : null,
    moves: movesOf(before?.result, result, naming(schemeOf(version), result.list)),
    ...(await arrivedBetween(tx, { programme, period, before: before?.run, after })),
    history: moments.map(momentOf).reverse(),
    mayFollow: may("see-fact-records", actor.held),
  });
}

/** What is compared with: the one asked for, the last of an earlier day, the first. */
function earlier(moments: readonly LiveMoment[], since: number | undefined): LiveMoment | undefined {
  const [, ...older] = moments;
  return older.find(({ run }) => run === since) ?? older.find(({ isToday }) => !isToday) ?? older.at(-1);
}

type Side = { readonly run: RunRow; readonly result: ResultRow };

/** `listLiveMoments` has found that the reader may see it, which by `see-live` is at every step of a release. */
async function sideOf(tx: Transaction, scope: Scope, id: number, subject: string): Promise<Side | undefined> {
  const run = await findRun(tx, scope, id);
  const result = await findResult(tx, scope, id, subject);
  return run === undefined || result === undefined ? undefined : { run, result };
}

function movesOf(before: ResultRow | undefined, after: ResultRow, names: ReturnType<typeof naming>): Page["moves"] {
  if (before === undefined) return [];
  const by = (each: { readonly from: string | null; readonly to: string | null }) =>
    minus(exactOf(each.to ?? "0"), exactOf(each.from ?? "0"));
  const size = (each: Parameters<typeof by>[0]) => {
    const { num, den } = by(each);
    return { num: num < 0n ? -num : num, den };
  };
  const moved = movedNodes(before.nodes, after.nodes);
  return moved
    .filter(({ path }) => path !== "" && !moved.some((other) => other.path.startsWith(`${path}/`)))
    .toSorted((a, b) => compare(size(b), size(a)))
    .map((each) => ({ ...each, name: names.name(each.path) }));
}

/** Figures of the period that enter this score: the subject's own, and those of the unit and team it is scored with. */
async function arrivedBetween(
  tx: Transaction,
  of: {
    readonly programme: string;
    readonly period: string;
    readonly before: RunRow | undefined;
    readonly after: Side;
  },
): Promise<Pick<Page, "facts" | "factsTotal">> {
  const { programme, period, before, after } = of;
  const { result, run } = after;
  if (before === undefined) return { facts: [], factsTotal: 0 };
  const context = [result.unit?.id, result.team?.id].filter((each) => each !== undefined);
  const reach = { kind: "self", programme, self: result.subject, context } as const;
  const narrowed: Scope = [{ role: "official", reach, releases: [] }];
  const range = { from: before.recording, to: run.recording, limit: mostRecorded };
  const { facts } = await listRecorded(tx, narrowed, programme, range);
  const whole = periodOf(period);
  const inside = facts.filter(({ after: fact }) => {
    const own = readPeriod(fact?.period ?? "");
    return own !== undefined && covers(whole, own);
  });
  const names = await schemeNames(tx, narrowed, programme);
  const shown = inside.slice(-mostFacts).reverse();
  return { facts: shown.map((each) => factDifference(each, names.indicator)), factsTotal: inside.length };
}

import { may, ok, refuse, routes } from "@biaochi/contract";
import { covers, periodOf, readPeriod } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { ownIn } from "../../platform/scope.ts";
import { withheldOf } from "../deferrals/store.ts";
import { checkOpen } from "../intake/closed-period-store.ts";
import { corrected, isCorrectable, periodsOf, readCorrectable, successorOf } from "../intake/correction-store.ts";
import { findFacts } from "../intake/fact-store.ts";
import { findSubject } from "../registry/subject-store.ts";
import { findSchemeVersion, listSchemeVersions, schemeOf } from "../schemes/store.ts";
import { listRunsReading, nameOfFact, readersPageOf } from "./dependents.ts";
import { computedFrom, type ScoringDesk } from "./desk.ts";
import { inOrder, withoutGrades } from "./preview.ts";
import { finishedRun } from "./standing-store.ts";

/** More changes than anybody reads before saving; how many there are is said. */
const mostShown = 200;

/** What a correction would do, and what a fact has done: both ask the runs, which stand to the right of the facts. */
export function correctionRoutes(desk: ScoringDesk): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.previewCorrection, async (tx, { actor, input }) => {
      const finished = await finishedRun(tx, actor.scope, input.body.run);
      if (!finished.ok) return finished;
      const { run } = finished.value;
      const { programme, fact } = input.params;
      if (run.programme !== programme) return refuse({ code: "outside-scope" });
      const found = await readCorrectable(tx, actor.scope, input.params);
      if (!found.ok) return found;
      const { row, old } = found.value;
      if (row.superseded_by !== null) return refuse({ code: "fact-superseded", params: { by: row.superseded_by } });
      const open = await checkOpen(tx, programme, periodsOf(row));
      if (!open.ok) return open;
      const next = corrected(old, input.body.correction, successorOf(fact));
      if (!next.ok) return next;
      const edit = { supersedes: fact, next: next.value };
      const from = { ...computedFrom(run), recording: await newestRecording(tx, programme) };
      // What nobody has decided yet is not told to the person whom it is about, also where that is who corrects.
      const own = ownIn(actor.scope);
      const changes = (await desk.preview(from, edit, actor.roles)).filter(
        ({ subject }) => own?.programme !== programme || own.subject !== subject.id,
      );
      const withheld = await withheldOf(tx, run);
      const all = inOrder(withoutGrades(changes, withheld), row.subject);
      const count = (type: string) => all.filter((each) => each.subject.type === type).length;
      return ok({
        value: {
          run: run.id,
          period: run.period,
          changes: all.slice(0, mostShown).map((each) => ({ ...each })),
          counts: { unit: count("unit"), team: count("team"), official: count("official") },
        },
      });
    }),
    handle<Actor>()(routes.readDependents, async (tx, { actor, input }) => {
      const { programme, fact } = input.params;
      const [row] = await findFacts(tx, actor.scope, programme, [fact]);
      if (row === undefined) return refuse({ code: "outside-scope" });
      const newest = (await listSchemeVersions(tx, actor.scope, programme)).at(-1);
      const version = newest && (await findSchemeVersion(tx, actor.scope, { programme, ...newest }));
      const about = nameOfFact(row);
      const subject = row.subject === "*" ? undefined : await findSubject(tx, actor.scope, programme, row.subject);
      const isKnown = row.subject === "*" || subject !== undefined;
      const readers =
        version && about && isKnown ? readersPageOf(schemeOf(version), about, subject) : { items: [], redLines: [] };
      const [successor] =
        row.superseded_by === null ? [] : await findFacts(tx, actor.scope, programme, [row.superseded_by]);
      const until = successor?.recording ?? null;
      const runs = await listRunsReading(tx, actor.scope, {
        programme,
        recording: row.recording,
        until,
        subject: row.subject,
      });
      const when = row.period === null ? undefined : (readPeriod(row.period.slice(0, 7)) ?? readPeriod(row.period));
      // A run of another quarter reads the fact and makes nothing of it.
      const inside = runs.filter(({ period }) => {
        const whole = periodOf(period);
        return when === undefined || covers(whole, when) || covers(when, whole);
      });
      const mayCorrect = may("correct-fact", actor.held) && isCorrectable(row.kind) && row.superseded_by === null;
      const trail = row.subject === "*" ? {} : { subject: row.subject };
      return ok({ value: { ...readers, runs: inside, mayCorrect }, trail });
    }),
  ];
}

async function newestRecording(tx: Transaction, programme: string): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`select max(id) as id from recording where programme = ${programme}`.execute(tx);
  return rows[0]?.id ?? 0;
}

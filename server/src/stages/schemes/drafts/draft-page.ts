import type { DraftAct, DraftHead, Name, SchemeVersionHeading, Who } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { type HeadingRow, listHeadings } from "../version-store.ts";
import { type ActRow, listActs, listDeciding } from "./act-store.ts";
import { type DraftRow, hasWritten, listRevisions } from "./draft-store.ts";
import { checkText } from "./findings.ts";
import { after } from "./life.ts";
import { standingOn, supersededFrom } from "./standing.ts";

export const whoOf = (id: string, name: Name | null): z.input<typeof Who> => ({ id, name });

export const headOf = (row: DraftRow): z.input<typeof DraftHead> => ({
  ...{ draft: row.id, programme: row.programme, scheme: row.scheme, title: row.title, state: row.state },
  source: { kind: row.source, name: row.source_name },
  ...{ basedOn: row.based_on, revision: row.revision, digest: row.digest },
  made: { by: whoOf(row.made_by, row.made_by_name), at: row.made_at.toISOString() },
  saved: { by: whoOf(row.saved_by, row.saved_by_name), at: row.saved_at.toISOString() },
});

const actOf = (row: ActRow): z.input<typeof DraftAct> => ({
  ...{ act: row.act, revision: row.revision, digest: row.digest, reason: row.reason, retroactive: row.retroactive },
  by: whoOf(row.acted_by, row.acted_by_name),
  at: row.acted_at.toISOString(),
  acknowledged: row.acknowledged.map((each) => ({ ...each })),
  decision:
    row.body_name && row.meeting && row.decided_on && row.minutes && row.version !== null
      ? { body: row.body_name, meeting: row.meeting, day: row.decided_on, minutes: row.minutes, version: row.version }
      : null,
});

/** Every version as it stands today. */
export function headingsOf(rows: readonly HeadingRow[], today: string): z.input<typeof SchemeVersionHeading>[] {
  return rows.map((row) => ({
    ...{ scheme: row.scheme, version: row.version, title: row.title, cycle: row.cycle, digest: row.digest },
    effective: { from: row.effective_from, until: row.effective_until },
    standing: standingOn(today, row, rows),
    supersededFrom: supersededFrom(row, rows),
    recordedAt: row.recorded_at.toISOString(),
    decision:
      row.body_name && row.meeting && row.decided_on && row.minutes
        ? { body: row.body_name, meeting: row.meeting, day: row.decided_on, minutes: row.minutes }
        : null,
  }));
}

/** A draft as its page shows it. */
export async function pageOf(tx: Transaction, actor: Actor, row: DraftRow, today: string) {
  const { scope } = actor;
  const { programme, scheme, document: text } = row;
  const { scheme: read, ...checked } = await checkText(tx, scope, { programme, scheme, text }, today);
  const acts = await listActs(tx, scope, row.id);
  const revisions = await listRevisions(tx, scope, row.id);
  const versions = headingsOf(await listHeadings(tx, scope, programme), today);
  const hasPart = await hasWritten(tx, scope, row.id, actor.id);
  return {
    ...headOf(row),
    text,
    findings: [...checked.findings],
    acts: acts.map(actOf),
    revisions: revisions.map(({ revision, digest, note, saved_by, saved_by_name, saved_at }) => ({
      ...{ revision, digest, note, by: whoOf(saved_by, saved_by_name), at: saved_at.toISOString() },
    })),
    effective:
      read === undefined
        ? null
        : {
            ...{ from: read.effective.from, until: read.effective.until ?? null },
            ...{ cycle: read.cycle, version: read.version },
          },
    isRetroactive: checked.isRetroactive,
    versions: [...versions]
      .reverse()
      .sort((a, b) => Number(b.standing === "in-force") - Number(a.standing === "in-force")),
    bodies: [...(await listDeciding(tx, scope, programme))],
    mayWrite: alsoFor(scope, "write-draft").length > 0,
    mayDecide: after(row.state, "approve") !== undefined && alsoFor(scope, "decide-draft").length > 0 && !hasPart,
  };
}

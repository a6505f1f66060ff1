import type { LibraryProposal, Name } from "@biaochi/contract";
import type { LibraryIndicator } from "@biaochi/engine/library";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { indicatorInScope, isOffice, programmeInScope, type Scope } from "../../../platform/scope.ts";

export type ProposalRow = {
  readonly id: number;
  readonly programme: string;
  readonly kind: "new" | "change" | "end";
  readonly indicator: string;
  readonly content: LibraryIndicator | null;
  readonly based_on: number | null;
  readonly instead: string | null;
  readonly reason: string;
  readonly document: string | null;
  readonly asked_by: string;
  readonly asker_name: Name | null;
  readonly asked_at: Date;
  readonly outcome: "accepted" | "refused" | "withdrawn" | null;
  readonly decided_by: string | null;
  readonly decider_name: Name | null;
  readonly decided_at: Date | null;
  readonly decision_reason: string | null;
  readonly version: number | null;
  /** What the library calls it now. */
  readonly known_as: Name | null;
  /** One human being with two accounts is one person. */
  readonly same_person: boolean;
};

const proposals = (actor: Pick<Actor, "id">) => sql<ProposalRow>`
  select p.*, i.content->'name' as known_as, a.name as asker_name, d.name as decider_name, (p.asked_by = ${actor.id} or exists (
      select from account x join account y on y.programme = x.programme and y.self = x.self where x.id = p.asked_by and y.id = ${actor.id})) as same_person
  from library_proposal p left join account a on a.id = p.asked_by left join account d on d.id = p.decided_by
    left join library_indicator i on i.programme = p.programme and i.indicator = p.indicator`;

/** The office sees every proposal; an owner the own ones, and those about indicators of their own. */
const here = ({ scope, id }: Actor) => sql<boolean>`(${indicatorInScope(scope, "p.programme", "p.indicator")}
  or (p.asked_by = ${id} and ${programmeInScope(scope, "p.programme")}))`;

export async function listProposals(tx: Transaction, actor: Actor, programme: string): Promise<readonly ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`${proposals(actor)} where p.programme = ${programme} and ${here(actor)}
    order by p.outcome is not null, p.id desc limit 200`.execute(tx);
  return rows;
}

export async function findProposal(
  tx: Transaction,
  actor: Actor,
  which: { readonly programme: string; readonly proposal: number },
): Promise<ProposalRow | undefined> {
  const { rows } = await sql<ProposalRow>`${proposals(actor)}
    where p.programme = ${which.programme} and p.id = ${which.proposal} and ${here(actor)}`.execute(tx);
  return rows[0];
}

export async function countProposals(tx: Transaction, actor: Actor, programme: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from library_proposal p
    where p.programme = ${programme} and p.outcome is null and ${here(actor)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Which of some indicators are somebody's own. */
export async function ownIndicators(
  tx: Transaction,
  scope: Scope,
  programme: string,
  asked: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ indicator: string }>`select v.indicator from library_indicator v
    where v.programme = ${programme} and v.indicator = any(${[...asked]}) and ${indicatorInScope(scope, "v.programme", "v.indicator")}`.execute(
    tx,
  );
  return new Set(rows.map(({ indicator }) => indicator));
}

/** The units that answer for somebody's own indicators: for these a new one may be proposed. */
export async function ownUnits(tx: Transaction, scope: Scope, programme: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ unit: string }>`
    select distinct u.unit from library_indicator v, unnest(array[v.owner, v.content->>'dataOwner']) u(unit)
    where v.programme = ${programme} and u.unit is not null and ${indicatorInScope(scope, "v.programme", "v.indicator")}`.execute(
    tx,
  );
  return new Set(rows.map(({ unit }) => unit));
}

export type NewProposal = Pick<ProposalRow, "programme" | "kind" | "indicator" | "reason"> & {
  readonly content?: LibraryIndicator;
  readonly basedOn?: number | undefined;
  readonly instead?: string | undefined;
  readonly document?: string | undefined;
  readonly by: string;
};

/** Its number; undefined: another one on the indicator waits. */
export async function saveProposal(tx: Transaction, asked: NewProposal): Promise<number | undefined> {
  const { programme, kind, indicator, content, basedOn = null, instead = null, reason, document = null, by } = asked;
  const text = content === undefined ? null : JSON.stringify(content);
  const { rows } = await sql<{ id: number }>`
    insert into library_proposal (programme, kind, indicator, content, based_on, instead, reason, document, asked_by)
    values (${programme}, ${kind}, ${indicator}, ${text}::jsonb, ${basedOn}, ${instead}, ${reason}, ${document}, ${by})
    on conflict (programme, indicator) where outcome is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export type Decision = {
  readonly by: string;
  readonly outcome: NonNullable<ProposalRow["outcome"]>;
  readonly reason: string | null;
  readonly version: number | null;
};

/** Decides what waits; false where somebody was quicker. */
export async function saveOutcome(tx: Transaction, id: number, decision: Decision): Promise<boolean> {
  const { by, outcome, reason, version } = decision;
  const { rows } = await sql`update library_proposal set outcome = ${outcome}, decided_by = ${by},
      decided_at = clock_timestamp(), decision_reason = ${reason}, version = ${version}
    where id = ${id} and outcome is null returning id`.execute(tx);
  return rows.length === 1;
}

export function proposalOf(row: ProposalRow, { scope, id }: Actor): z.input<typeof LibraryProposal> {
  const { decided_by: by, decided_at: at, outcome } = row;
  return {
    ...{ proposal: row.id, programme: row.programme, kind: row.kind, indicator: row.indicator },
    name: row.content?.name ?? row.known_as ?? { "zh-CN": row.indicator, en: row.indicator },
    ...{ instead: row.instead, reason: row.reason, document: row.document, state: outcome ?? "waiting" },
    asked: { by: { id: row.asked_by, name: row.asker_name }, at: row.asked_at.toISOString() },
    decided:
      by === null || at === null
        ? null
        : { by: { id: by, name: row.decider_name }, at: at.toISOString(), reason: row.decision_reason },
    version: row.version,
    mayDecide: outcome === null && !row.same_person && isOffice(scope),
    mayWithdraw: outcome === null && row.asked_by === id,
  };
}

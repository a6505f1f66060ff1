import type { ClientBase } from "pg";
import { type CopyRow, copyIn } from "../../platform/copy.ts";

/** A part of a score that was decided outside the system, as it stands. */
export type StandingOpening = {
  readonly id: string;
  readonly subject: string;
  readonly node: string;
  readonly period: string;
  readonly score: string;
  readonly document: string;
};

type Where = { readonly programme: string; readonly recording: number };

/** The opening balances of a programme that stand at a recording. */
export async function readOpenings(
  client: ClientBase,
  { programme, recording }: Where,
): Promise<readonly StandingOpening[]> {
  const { rows } = await client.query<StandingOpening>(
    `select o.id, o.subject, o.node, o.period, o.score, o.document from opening o
     where o.programme = $1 and o.recording <= $2 and not exists (
       select from opening s where s.programme = o.programme and s.supersedes = o.id and s.recording <= $2)
     order by o.id collate "C"`,
    [programme, recording],
  );
  return rows;
}

/** Records opening balances under the recording at hand, in the client's transaction. */
export async function saveOpenings(
  client: ClientBase,
  { programme, recording }: Where,
  openings: readonly (Omit<StandingOpening, "id"> & { readonly supersedes?: string })[],
): Promise<void> {
  if (openings.length === 0) return;
  const columns = ["programme", "id", "recording", "supersedes", "subject", "node", "period", "score", "document"];
  function* rows(): Iterable<CopyRow> {
    for (const [at, { supersedes = null, subject, node, period, score, document }] of openings.entries())
      yield [
        programme,
        `opening@${recording}:${at + 1}`,
        String(recording),
        supersedes,
        subject,
        node,
        period,
        score,
        document,
      ];
  }
  await copyIn(client, "opening", columns, rows());
}

/** How many opening balances a recording brought. */
export async function countOpenings(client: ClientBase, { programme, recording }: Where): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from opening where programme = $1 and recording = $2",
    [programme, recording],
  );
  return rows[0]?.n ?? 0;
}

import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { ClientBase } from "pg";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import type { Recall, Recognised, Said } from "./people.ts";

const keyOf = ({ unit, post }: Said, official: string): string => JSON.stringify([unit, post, official]);

/** Who was meant before, of those answers that stand. Read by the thread that reads workbooks, for nobody's page. */
export async function recallOf(tx: Transaction, programme: string): Promise<Recall> {
  const { rows } = await sql<Said & { readonly official: string }>`select unit, post, official from recognised_person
    where programme = ${programme} and withdrawn_at is null`.execute(tx);
  const known = new Set(rows.map(({ official, ...said }) => keyOf(said, official)));
  return (said, official) => known.has(keyOf(said, official));
}

/**
 * Keeps what was answered; of those of the same name who were meant there before and are not any more, nothing stands. Part of the
 * client's transaction, in which the import is recorded.
 */
export async function saveRecognised(
  client: ClientBase,
  about: { readonly programme: string; readonly import: number; readonly by: string },
  recognised: readonly Recognised[],
): Promise<void> {
  const { programme, by } = about;
  for (const { unit, post, official, instead } of recognised) {
    await client.query(
      `update recognised_person set withdrawn_by = $1, withdrawn_at = clock_timestamp()
       where programme = $2 and unit = $3 and post = $4 and official = any($5) and withdrawn_at is null`,
      [by, programme, unit, post, [...instead]],
    );
    await client.query(
      `insert into recognised_person (programme, unit, post, official, import, said_by)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [programme, unit, post, official, about.import, by],
    );
  }
}

export type RecognisedRow = Said & {
  readonly id: number;
  readonly official: string;
  readonly name: Name | null;
  readonly import: number;
  readonly by: Name | null;
  readonly said_at: Date;
};

/** The answers that stand, the newest first, with how the registry calls those who are meant; who was undone with an import is nobody. */
export async function listRecognised(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly before?: number | undefined; readonly limit: number },
): Promise<readonly RecognisedRow[]> {
  const { programme, before = null, limit } = which;
  const { rows } = await sql<RecognisedRow>`
    select r.id, r.unit, r.post, r.official, o.name, r.import, a.name as by, r.said_at
    from recognised_person r left join account a on a.id = r.said_by
      left join lateral (select name, withdrawn from official o where o.programme = r.programme and o.id = r.official
        order by recording desc limit 1) o on true
    where r.programme = ${programme} and ${programmeInScope(scope, "r.programme")} and r.withdrawn_at is null
      and not coalesce(o.withdrawn, false) and (${before}::int is null or r.id < ${before}) order by r.id desc limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** From then on such a row is asked about again. False: there is no such answer, or it is withdrawn already. */
export async function withdrawRecognised(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly id: number; readonly by: string },
): Promise<boolean> {
  const { programme, id, by } = which;
  const { rows } = await sql`update recognised_person r set withdrawn_by = ${by}, withdrawn_at = clock_timestamp()
    where r.id = ${id} and r.programme = ${programme} and ${programmeInScope(scope, "r.programme")}
      and r.withdrawn_at is null returning r.id`.execute(tx);
  return rows.length > 0;
}

import type { ClientBase } from "pg";

const manyRows = 200_000;

/**
 * Lets `work` put very many observations into an empty table: its indexes are made when the rows are in, which is quicker
 * and gives smaller ones. Part of the client's transaction: a crash leaves the table as it was, with its indexes. Where the
 * table has rows, or somebody is at it, or few are expected, `work` runs as it is.
 */
export async function inBulk<T>(client: ClientBase, expected: number, work: () => Promise<T>): Promise<T> {
  if (expected < manyRows || !(await isEmptyAndOurs(client))) return work();
  const { rows: key } = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'observation'::regclass and contype = 'p'`,
  );
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = 'observation'::regclass and not indisprimary`,
  );
  for (const { name } of key) await client.query(`alter table observation drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  const value = await work();
  for (const { name, definition } of key)
    await client.query(`alter table observation add constraint ${name} ${definition}`);
  for (const { definition } of indexes) await client.query(definition);
  return value;
}

/** Whether the table is empty, and locked by this transaction until it ends. Does not wait for anybody. */
async function isEmptyAndOurs(client: ClientBase): Promise<boolean> {
  const { rowCount } = await client.query("select from observation limit 1");
  if (rowCount !== 0) return false;
  await client.query("savepoint bulk");
  try {
    await client.query("lock table observation in access exclusive mode nowait");
    const { rowCount: since } = await client.query("select from observation limit 1");
    await client.query("release savepoint bulk");
    return since === 0;
  } catch {
    await client.query("rollback to savepoint bulk"); // somebody reads it
    return false;
  }
}

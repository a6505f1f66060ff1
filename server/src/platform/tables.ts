import type { ColumnType, Generated } from "kysely";

/** `jsonb`: read as it was written; written as text, because the driver would turn an array into a PostgreSQL array. */
type Json = ColumnType<unknown, string, string>;

/**
 * The database as Kysely sees it. Each stage adds its own tables, beside its `store.ts`:
 * `declare module "../../platform/tables.ts" { interface Tables { unit: UnitTable } }`.
 */
export interface Tables {
  installation: {
    single: Generated<boolean>;
    id: Generated<string>;
    mode: string;
    day_shift: Generated<number>;
    created_at: Generated<Date>;
  };
  outbox: { id: Generated<bigint>; type: string; payload: Json; recorded_at: Generated<Date> };
  idempotency_key: {
    actor: string;
    key: string;
    route: string;
    request_sha256: Buffer;
    answer: Json | null;
    created_at: Generated<Date>;
  };
}

import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Line, Owner, Part } from "./parts.ts";

const part = (name: string, table: string, columns: string): Part => ({
  name,
  tables: [table],
  async read(tx: Transaction, { programme, self }: Owner) {
    const whose: RawBuilder<unknown> = sql.ref(table === "official" ? "x.id" : "x.official");
    const { rows } = await sql<Line>`select ${sql.raw(columns)}, x.withdrawn, r.recorded_at::text, r.author
      from ${sql.table(table)} x join recording r on r.id = x.recording
      where x.programme = ${programme} and ${whose} = ${self} order by x.id, x.recording`.execute(tx);
    return rows;
  },
});

/** What the registry holds about a person, each description that was ever recorded. */
export const registryParts: readonly Part[] = [
  part(
    "registry",
    "official",
    `x.name->>'zh-CN' as name_zh, x.name->>'en' as name_en, x.regime, x.rank, x.managed_by, x.staff_number,
     array_to_string(x.aliases, ' ') as aliases, x.attributes::text, x.since::text, x.until::text`,
  ),
  part(
    "posts",
    "post",
    "x.id, x.unit, x.team, x.section, x.role_class, x.kind, x.title, x.since::text, x.until::text, x.share",
  ),
  part("leave", "leave_days", "x.since::text, x.until::text, x.days"),
  part("sanctions", "sanction", "x.kind, x.since::text, x.until::text, x.document"),
  part("earlier-grades", "earlier_grade", "x.year, x.grade, x.scale, x.document"),
];

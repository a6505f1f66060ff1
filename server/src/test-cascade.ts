import type { Database } from "./platform/database.ts";

/** Sections of the town's first units, and kinds for all units: the sixth is a township, and stands below the fifth. */
export async function furnishTown(database: Database): Promise<void> {
  await database.withConnection(async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into recording (programme, kind, name, author, reason) values ('town', 'registry', 'sections', 'test', 'test') returning id`,
    );
    const recording = rows[0]?.id;
    await client.query(
      `insert into section (programme, id, recording, unit, name, sort)
       select 'town', u || '-s' || n, $1, u, jsonb_build_object('zh-CN', '第' || n || '科', 'en', 'Section ' || n), n
       from unnest(array['u1', 'u2']) u, generate_series(1, 2) n`,
      [recording],
    );
    await client.query(
      `insert into subject (programme, id, recording, type, name, sort, unit, team, attributes)
       select programme, id, $1, type, name, sort, case id when 'u6' then 'u5' end, team,
         attributes || jsonb_build_object('unitType', case id when 'u6' then 'township' else 'party' end)
       from current_subject where programme = 'town' and type = 'unit'`,
      [recording],
    );
  });
}

/** One goal of ten pieces for the first unit, as the doors take it. */
export const oneGoal = {
  name: { "zh-CN": "老旧小区改造", en: "Old quarters renewed" },
  ...{ target: "10", measure: "个", aggregation: "sum", source: "市政府工作报告（虚构）", sort: 1 },
  tasks: [{ unit: "u1", part: "lead", share: "10" }],
} as const;

/** A matter that may not be handed down to townships. */
export const oneMatter = {
  name: { "zh-CN": "违法建设认定和处罚", en: "Rulings on illegal building" },
  ...{ basis: "清单第3项（虚构）", reason: "法定职权不在乡镇", unitTypes: ["township"] },
  ...{ from: "2026-01-01", until: null },
};

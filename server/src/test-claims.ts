import type { Ask } from "./test-waiting.ts";

/** Claims and sheets at one step or another, as the matrix and the masked walk need them in the town. */
export function claimsIn(one: Ask) {
  const made = async (text: string, values: readonly unknown[] = []) => Number((await one(text, values))?.id);
  const claim = (unit: string, indicator: string, kind: "deduction" | "bonus" = "deduction"): Promise<number> =>
    made(
      `insert into claim (programme, kind, origin, subject, item, item_name, indicator, type, levels, matter, what, document,
         document_day, day, effect_day, effect, due, entered_by)
       values ('town', $3, case $3 when 'bonus' then 'unit' else 'owner' end, $1, $2, '{"zh-CN": "i", "en": "i"}', $2, 't', '[]',
         gen_random_uuid()::text, 'w', '示例督〔2026〕12号', '2026-01-05', '2026-01-05', '2026-01-05', '2026', '2099-12-31', 'somebody')
       returning id`,
      [unit, indicator, kind],
    );
  const step = (of: number, what: string, unit: string | null = null): Promise<number> =>
    made(
      `insert into claim_step (claim, what, unit, text, until, made_by)
       values ($1, $2, $3, 't', case $2 when 'listed' then date '2099-12-31' end, 'somebody') returning id`,
      [of, what, unit],
    );
  return {
    /** A deduction of a unit that somebody has proposed, under an indicator of the town. */
    claim: (unit: string, indicator: string) => claim(unit, indicator),
    /** A bonus of the second unit, with its certificate: applied for, reviewed by the first unit, or listed with a remark. */
    async bonus(at: "applied" | "in-review" | "listed"): Promise<{ readonly claim: number; readonly remark: number }> {
      const bonus = await claim("u2", "projects", "bonus");
      await made(
        `insert into decided_evidence (claim, sha256, name, media_type, size, content, attached_by)
         values ($1, repeat('0', 64), 'a.pdf', 'application/pdf', 4, '%PDF', 'somebody') returning id`,
        [bonus],
      );
      if (at === "in-review") for (const unit of ["u1", "u3"]) await step(bonus, "reviewer", unit);
      if (at === "listed") await step(bonus, "listed");
      return { claim: bonus, remark: at === "listed" ? await step(bonus, "remarked", "u3") : 1 };
    },
    /** The sheet of an indicator, which a unit owns; nobody has signed it. */
    sheet: (owner: string, indicator: string): Promise<number> =>
      made(
        `insert into assessment_sheet (programme, indicator, indicator_name, period, owner, entered_by)
         values ('town', $2, '{"zh-CN": "i", "en": "i"}', (select 2000 + count(*) from assessment_sheet)::text, $1, 'somebody')
         returning id`,
        [owner, indicator],
      ),
  };
}

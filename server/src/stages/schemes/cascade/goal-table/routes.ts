import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { sayComposed } from "@biaochi/words";
import { collectFindings, type Finding, type Findings } from "../../../../dataset/finding.ts";
import { writeWorkbook } from "../../../../dataset/spreadsheet.ts";
import type { Clock } from "../../../../platform/clock.ts";
import type { Transaction } from "../../../../platform/database.ts";
import { bytesOf } from "../../../../platform/files.ts";
import type { Actor } from "../../../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../../../platform/mount-routes.ts";
import { isOffice } from "../../../../platform/scope.ts";
import { indicatorsOf } from "../../store.ts";
import { listBarred } from "../barred-store.ts";
import { isProgramme, listGoals, listUnits, lockGoals, programmeOf, saveGoal, type Where } from "../goal-store.ts";
import { tellHeads } from "../hand-down.ts";
import { type GoalPlan, planGoals } from "./plan.ts";
import { type GoalTable, readGoalTable } from "./read.ts";
import { goalSheet } from "./write.ts";

const filesPerMinute = 30;
const mostShown = 500;

const findingOf = ({ code, severity, file, row, column, value, expected, values }: Finding) => ({
  ...{ code, severity, rule: false, file, row: row ?? null, column: column ?? null },
  ...{ value: value ?? null, expected: expected ?? null, values: { ...values } },
});

/** What was sent, as goals; what cannot be read is among the findings. */
async function open(name: string, body: unknown): Promise<{ readonly table: GoalTable; readonly findings: Findings }> {
  const findings = collectFindings();
  const bytes = bytesOf(body) ?? Buffer.alloc(0);
  return { table: await readGoalTable({ name, bytes }, findings), findings };
}

type Days = { readonly day: string; readonly handDownDays: number };

/** All of it in one transaction, if it is still what was tried. */
async function save(tx: Transaction, actor: Actor, where: Where, { saved }: GoalPlan, days: Days): Promise<void> {
  for (const { before: _, end_reason, ...goal } of saved)
    await saveGoal(tx, where, { ...goal, ...(end_reason === null ? {} : { end_reason }) }, actor.id);
  const units = saved.flatMap(({ before, tasks }) => [...(before?.tasks ?? []), ...tasks].map(({ unit }) => unit));
  await tellHeads(tx, where, [...new Set(units)], { ...days, by: actor.id });
}

const mayAt = async (tx: Transaction, { scope }: Actor, programme: string) =>
  isOffice(scope) && (await isProgramme(tx, scope, programme));

type Options = { readonly clock: Clock; readonly handDownDays: number };

/** The doors that take the table as a file; mounted where files are accepted. */
export const goalFileRoutes = ({ clock, handDownDays }: Options): readonly MountedRoute<Actor>[] => [
  handleLong<Actor>(filesPerMinute)(routes.tryGoalTable, async (database, { actor, input, request }) => {
    const { table, findings } = await open(input.query.name, request.body);
    const where = { ...input.params, day: clock.today() };
    const plan = await database.read(async (tx) =>
      (await mayAt(tx, actor, where.programme)) ? planGoals(tx, actor.scope, where, table, findings) : undefined,
    );
    if (plan === undefined) return refuse({ code: "outside-scope" });
    const count = (what: string) => plan.changes.filter((each) => each.what === what).length;
    const { unchanged, absent } = plan;
    return ok({
      value: {
        counts: { new: count("new"), changed: count("changed"), ended: count("ended"), unchanged, absent },
        ...{
          errors: findings.errors,
          findings: findings.kept.map(findingOf),
          changes: plan.changes.slice(0, mostShown),
        },
        digest: findings.errors === 0 && plan.changes.length > 0 ? plan.digest : null,
      },
    });
  }),
  handleLong<Actor>(filesPerMinute)(routes.applyGoalTable, async (database, { actor, input, request }) => {
    const { table, findings } = await open(input.query.name, request.body);
    const { programme, cycle } = input.params;
    const day = clock.today();
    return database.decide<{ readonly value: { saved: number } }, Refusal<"outside-scope" | "version-stale">>(
      async (tx) => {
        if (!(await mayAt(tx, actor, programme))) return refuse({ code: "outside-scope" });
        await lockGoals(tx, { programme, cycle });
        const plan = await planGoals(tx, actor.scope, { programme, cycle, day }, table, findings);
        if (findings.errors > 0 || plan.changes.length === 0 || plan.digest !== input.query.digest)
          return refuse({ code: "version-stale" });
        await save(tx, actor, { programme, cycle }, plan, { day, handDownDays });
        return ok({ value: { saved: plan.saved.length } });
      },
    );
  }),
];

const namesOf = (list: readonly { readonly id: string; readonly name: { "zh-CN": string; en: string } }[]) =>
  new Map(list.map(({ id, name }) => [id, name]));

export const goalTableRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.exportGoals, async (tx, { actor, input }) => {
    const { programme, cycle } = input.params;
    const { lang: language } = input.query;
    if (!(await mayAt(tx, actor, programme))) return refuse({ code: "outside-scope" });
    const goals = await listGoals(tx, actor.scope, { programme, cycle });
    const names = {
      units: namesOf(await listUnits(tx, actor.scope, programme)),
      matters: namesOf(await listBarred(tx, actor.scope, programme)),
      indicators: namesOf([...(await indicatorsOf(tx, actor.scope, programme)).values()]),
    };
    const known = await programmeOf(tx, programme);
    const marks = known?.synthetic === true ? [sayComposed(language, "document.mark.synthetic")] : [];
    const title = sayComposed(language, "goals.title");
    const footer = [known?.title[language] ?? programme, cycle, ...marks].join(" · ");
    const content = await writeWorkbook([goalSheet(goals, names, { language, title, footer })]);
    return ok({ value: { name: `goals-${programme}-${cycle}.xlsx`, content } });
  }),
];

import type { StandingSort } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { matching, otherPlace, partsOf, restOf, type Which } from "./standing-parts.ts";

type Sort = z.output<typeof StandingSort>;
export type Page = {
  readonly sort: Sort;
  readonly direction: "asc" | "desc";
  readonly after?: { readonly key: string; readonly subject: string } | undefined;
  readonly limit: number;
};

/** The place in the chosen cohort, or in the subject's first one. */
export const placeIn = (cohort: string | undefined, column: "rank" | "rank_of") =>
  cohort === undefined
    ? sql.ref(`r.${column}`)
    : sql`(case when r.cohort = ${cohort} then ${sql.ref(`r.${column}`)}
        else (select ${column === "rank" ? sql`p.rank` : sql`c.size`} ${otherPlace(cohort)}) end)`;

/** Who is on a page, and the value of its sort key, for the next one. */
export type Key = { readonly subject: string; readonly key: string };

/** Subjects without a score or a rank come last, whichever way the list is turned. */
export async function listKeys(tx: Transaction, scope: Scope, which: Which, page: Page): Promise<readonly Key[]> {
  const rested = await restOf(tx, which.run);
  if (rested === undefined) return [];
  if (page.sort === "rank" && which.type !== "official") return listByPlace(tx, scope, which, page);
  const order = sql.raw(page.direction);
  // Each part in the order of its index, no further than the page reaches.
  const parts = partsOf(scope, rested, which).flatMap((part) =>
    keysOf(page).map(
      ({ key, has }) => sql`(select r.subject, ${key} as key ${part} and ${has} and ${beyond(key, page)}
        order by ${key} ${order}, r.subject collate "C" ${order} limit ${page.limit})`,
    ),
  );
  const { rows } = await sql<Key>`
    select p.subject, p.key::text as key from (${sql.join(parts, sql` union all `)}) p
    order by p.key ${order}, p.subject collate "C" ${order} limit ${page.limit}`.execute(tx);
  return rows;
}

/** Places of a run's base shift, so that no index has their order; units and teams are few. */
async function listByPlace(tx: Transaction, scope: Scope, which: Which, page: Page): Promise<readonly Key[]> {
  const key = sql`coalesce(${placeIn(which.cohort, "rank")}, ${lastOf(page)})`;
  const order = sql.raw(page.direction);
  const { rows } = await sql<Key>`
    select r.subject, (${key})::text as key from run_result r join run on run.id = r.run
    where ${matching(scope, which)} and ${beyond(key, page)}
    order by ${key} ${order}, r.subject collate "C" ${order} limit ${page.limit}`.execute(tx);
  return rows;
}

const lastOf = ({ direction }: Page) => sql.raw(direction === "asc" ? "1e12::numeric" : "-1e12::numeric");

type KeyPart = { readonly key: RawBuilder<unknown>; readonly has: RawBuilder<boolean> };

function keysOf(page: Page): readonly KeyPart[] {
  const always = sql<boolean>`true`;
  if (page.sort === "name") return [{ key: sql`(r.name->>'zh-CN') collate "C"`, has: always }];
  if (page.sort !== "score") return [{ key: sql`r.sort`, has: always }];
  return [
    { key: sql`r.score`, has: sql<boolean>`r.score is not null` },
    { key: lastOf(page), has: sql<boolean>`r.score is null` },
  ];
}

function beyond(key: RawBuilder<unknown>, page: Page): RawBuilder<boolean> {
  const { after, sort, direction } = page;
  if (after === undefined) return sql<boolean>`true`;
  const comparison = sql.raw(direction === "asc" ? ">" : "<");
  const end =
    sort === "name"
      ? sql`${after.key}::text collate "C"`
      : sort === "protocol"
        ? sortOf(after.key)
        : sql`${after.key}::numeric`;
  return sql<boolean>`(${key}, r.subject collate "C") ${comparison} (${end}, ${after.subject} collate "C")`;
}

/** As the index has it: a number of 32 bits, also where somebody tampered with the cursor. */
const sortOf = (key: string) => sql`${Math.trunc(Math.max(-(2 ** 31), Math.min(Number(key), 2 ** 31 - 1)))}::int`;

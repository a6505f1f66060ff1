import { mostFoundPerGroup, type Name } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { plannedAnew } from "../../platform/readers.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

/** What is looked for: texts of the index that all have to be there, and longer pieces that have to stand in one piece. */
export type Wanted = { readonly text: string; readonly grams: readonly string[]; readonly pieces: readonly string[] };

/** As `name_grams` of the database (0014-search.sql) keeps them. */
const longestBeginning = 8;
const longestChineseBeginning = 4;

/** What a text asks for: words of Latin letters and digits, and runs of everything else. */
export function wantedOf(q: string): Wanted {
  const text = q
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[·•・‧]/g, "");
  const words = text.match(/[a-z0-9]+/g) ?? [];
  const runs = text.match(/[^a-z0-9 \t\n\r!-/:-@[-`{-~、。—–“”‘’《》〈〉「」『』【】〔〕]+/gu) ?? [];
  const pairs = runs.flatMap((run) => {
    const signs = [...run];
    return signs.length === 1 ? signs : signs.slice(1).map((sign, i) => `${signs[i]}${sign}`);
  });
  const grams = [...words.map((word) => `^${word.slice(0, longestBeginning)}`), ...pairs];
  const pieces = [
    ...words.filter(({ length }) => length > longestBeginning),
    ...runs.filter((run) => [...run].length > 2),
  ];
  return { text: text.trim(), grams: [...new Set(grams)], pieces };
}

/** Whether a name is what is looked for; `grams` and `name` are expressions. */
export function isWanted({ grams, pieces }: Wanted, columns: { readonly grams: string; readonly name: string }) {
  const [all, name] = [sql.raw(columns.grams), sql.raw(columns.name)];
  // A long word has to begin a word of the name as a whole; a run of signs may stand anywhere in it.
  const inOnePiece = pieces.map((piece) =>
    /^[a-z0-9]/.test(piece)
      ? sql<boolean>`folded(${name}) ~ ${`(^|[^a-z0-9])${piece}`}`
      : sql<boolean>`strpos(folded(${name}), ${piece}) > 0`,
  );
  return sql<boolean>`(${sql.join([sql<boolean>`${all} @> ${[...grams]}::text[]`, ...inOnePiece], sql` and `)})`;
}

type Subject = { readonly id: string; readonly type: SubjectType; readonly name: Name };
export type FoundSubject = { readonly programme: string; readonly subject: Subject; readonly unit: Subject | null };

const place = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
const whole = "concat_ws(' ', s.name->>'zh-CN', s.name->>'en', s.id)";

/** Whole names, then names that begin with the text, then the others; who stands in one step stands in no later one. */
function steps({ text }: Wanted): readonly RawBuilder<boolean>[] {
  const has = (gram: string) => sql<boolean>`s.grams @> ${[gram]}::text[]`;
  const isWhole = has(`=${text}`);
  if ([...text].length > longestChineseBeginning) return [isWhole, sql<boolean>`not ${isWhole}`];
  const isBeginning = has(`<${text}`);
  return [
    isWhole,
    sql<boolean>`(${isBeginning} and not ${isWhole})`,
    sql<boolean>`not ${isBeginning} and not ${isWhole}`,
  ];
}

/** So many subjects are looked at in the order of the answer before the index of the names is asked. */
const walked = 2_000;

/**
 * Subjects of a type in scope whose newest name is what is looked for, nearest first, then in protocol order; one more than
 * are shown, where there are more. What many have (a surname) fills the answer while one walks in its order; what few have is
 * fetched by the index of the names and sorted. Both find the same, and each is slow where the other is quick.
 */
export async function searchSubjects(
  tx: Transaction,
  scope: Scope,
  wanted: Wanted,
  type: SubjectType,
): Promise<readonly FoundSubject[]> {
  if (wanted.grams.length === 0) return [];
  const isHere = sql<boolean>`${isWanted(wanted, { grams: "s.grams", name: whole })} and ${subjectInScope(scope, place)}
    and s.presence <> 'withdrawn' and not exists (select 1 from subject n where n.programme = s.programme and n.id = s.id and n.recording > s.recording)`;
  const columns = sql`s.programme, s.id, s.type, s.name, s.unit, s.sort`;
  const ask = async (hits: RawBuilder<unknown>, limit: number) => {
    const { rows } = await sql<FoundSubject>`${sql.raw(plannedAnew)}
      with hits as materialized (${hits})
      select s.programme, jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name) as subject,
        (select jsonb_build_object('id', u.id, 'type', u.type, 'name', u.name) from subject u
          where u.programme = s.programme and u.id = s.unit order by u.recording desc limit 1) as unit
      from (select * from hits order by sort, id, programme limit ${limit}) s
      order by s.sort, s.id, s.programme`.execute(tx);
    return rows;
  };
  const found: FoundSubject[] = [];
  for (const [index, step] of steps(wanted).entries()) {
    const limit = mostFoundPerGroup + 1 - found.length;
    const first = sql`(select * from subject s where s.type = ${type} order by s.sort, s.id, s.programme limit ${walked})`;
    const onTheWay =
      index === 0 ? [] : await ask(sql`select ${columns} from ${first} s where ${step} and ${isHere}`, limit);
    found.push(
      ...(onTheWay.length === limit
        ? onTheWay
        : await ask(sql`select ${columns} from subject s where ${step} and s.type = ${type} and ${isHere}`, limit)),
    );
    if (found.length > mostFoundPerGroup) break;
  }
  return found;
}

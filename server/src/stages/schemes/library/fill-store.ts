import type { Scheme } from "@biaochi/engine";
import { fromScheme, type LibraryIndicator } from "@biaochi/engine/library";
import type { ClientBase } from "pg";
import type { NewScheme } from "../store.ts";

/**
 * Fills the library of a programme that has none from the schemes that were loaded with it: each indicator as the newest scheme
 * that has it says, so that a city that was loaded has its library. What schemes do not say stays open.
 */
export async function fillLibrary(
  client: ClientBase,
  /** `day`: by the machine; a demo's own day is told from it. */
  where: { readonly programme: string; readonly author: string; readonly day: string },
  schemes: readonly Pick<NewScheme, "scheme">[],
): Promise<void> {
  const newest = [...schemes].sort((a, b) => order(a.scheme, b.scheme)).at(-1)?.scheme;
  const content: readonly LibraryIndicator[] = (newest?.indicators ?? []).map((each) => fromScheme(each));
  await client.query(
    `insert into library_version (programme, indicator, version, content, is_ended, is_taken_over, reason, author, day)
     select $1, c->>'id', 1, c, false, true, $3, $4,
       $5::date + coalesce((select day_shift from installation), 0) from jsonb_array_elements($2::jsonb) c`,
    [
      where.programme,
      JSON.stringify(content),
      newest === undefined ? "-" : `${newest.id}/${newest.version}`,
      where.author,
      where.day,
    ],
  );
}

const order = (a: Scheme, b: Scheme): number => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1);

import { z } from "zod";
import { route } from "./route.ts";
import { Id, Name, SubjectName } from "./values.ts";

/** More than these are not shown: a longer text finds fewer. */
export const mostFoundPerGroup = 10;

const Found = z.object({ programme: Id, subject: SubjectName, unit: SubjectName.nullable() });
const group = <T extends z.ZodType>(found: T) => z.object({ found: z.array(found), hasMore: z.boolean() });

export const SearchAnswer = z
  .object({
    people: group(Found),
    /** Units and leadership teams. */
    units: group(Found),
    /** Of the newest version of each scheme; `list`: the first that scores by it. */
    indicators: group(
      z.object({
        programme: Id,
        indicator: z.object({ id: Id, name: Name }),
        scheme: z.object({ id: Id, version: z.int() }),
        list: Id.nullable(),
      }),
    ),
  })
  .meta({ id: "SearchAnswer" });
export type SearchAnswer = z.output<typeof SearchAnswer>;

/**
 * Chinese is found by any part of a name, Latin letters and digits by the beginning of a word, in either language or the
 * identifier. Several words: all of them.
 */
export const search = route({
  method: "GET",
  path: "/search",
  summary: "People, units and indicators in scope by a part of their name",
  action: "search",
  audit: "none",
  input: { query: z.strictObject({ q: z.string().trim().min(1).max(100) }) },
  output: SearchAnswer,
  refusals: [],
});

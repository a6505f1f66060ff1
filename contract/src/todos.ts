import { z } from "zod";
import { route } from "./route.ts";
import { Instant } from "./values.ts";

export const Todo = z
  .object({
    id: z.int(),
    /** Its sentence is `todo.<kind>`. */
    kind: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The page on which it is done. */
    path: z.string(),
    due: z.iso.date().nullable(),
    minutes: z.int(),
    madeAt: Instant,
  })
  .meta({ id: "Todo", description: "What waits for the reader, until when, and how many minutes it takes." });
export type Todo = z.output<typeof Todo>;

export const listTodos = route({
  method: "GET",
  path: "/todos",
  summary: "What waits for the reader, the next first",
  action: "see-todos",
  audit: "none",
  input: {},
  output: z.object({ todos: z.array(Todo) }),
  refusals: [],
});

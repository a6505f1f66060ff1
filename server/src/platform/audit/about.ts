import type { About } from "./event.ts";

type Read = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

/** Fields of requests that name something, and the word before it in the trail. */
const things = [
  ...[
    "job",
    "number",
    "account",
    "grant",
    "deferral",
    "rule",
    "confirmation",
    "addition",
    "local",
    "proposal",
    "trial",
    "draft",
    "upper",
    "connection",
    "stream",
    "deed",
    "mission",
    "claim",
    "sheet",
    "project",
    "milestone",
    "difficulty",
    "report",
    "session",
    "indicator",
    "unit",
    "type",
    "role",
    "id",
    "state",
    "to",
  ],
] as const;
const words: Readonly<Record<string, string>> = { number: "document", job: "order" };

/**
 * What a request is about, from the names that its parameters have in every route. Only identifiers are taken: of a body
 * nothing else enters the trail.
 */
export function aboutOf(input: { readonly params: unknown; readonly query: unknown; readonly body: unknown }): About {
  const all: Read = Object.assign({}, input.body, input.query, input.params);
  const run = Number(all.run);
  const found = things.flatMap((name) => {
    const value = textOf(all[name]);
    return value === undefined ? [] : [`${words[name] ?? name}:${value}`];
  });
  return {
    programme: textOf(all.programme),
    run: Number.isInteger(run) && run > 0 ? run : undefined,
    subject: textOf(all.subject),
    fact: textOf(all.fact) ?? textOf(all.supersedes),
    thing: found.length === 0 ? undefined : found.join(" "),
  };
}

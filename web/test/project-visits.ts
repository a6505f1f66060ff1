import type { Visit } from "./visits.ts";

type At = { readonly programme: string };

/** The pages of projects: the board, the table, nothing that fits, one project, and those for which somebody answers. */
export function projectVisits({
  organiser,
  head,
  official,
}: { readonly [R in "organiser" | "head" | "official"]: At }) {
  const of = ({ programme }: At) => `/programmes/${programme}/projects`;
  return {
    "/programmes/$programme/projects": [
      { name: "projects", as: "organiser", address: of(organiser) },
      { name: "projects-table", as: "organiser", address: `${of(organiser)}?view=table` },
      { name: "projects-head", as: "head", address: of(head) },
      { name: "projects-none", as: "organiser", address: `${of(organiser)}?goal=none` },
      { name: "projects-refused", as: "official", address: of(official), isRefused: true },
    ],
    "/own-file/projects": [
      { name: "own-projects", as: "official", address: "/own-file/projects" },
      { name: "own-projects-none", as: "head", address: "/own-file/projects" },
    ],
    "/own-file/projects/$project": [
      { name: "own-project", as: "official", address: "/own-file/projects/1" },
      { name: "own-project-refused", as: "head", address: "/own-file/projects/1", isRefused: true },
    ],
    "/projects/$project": [
      { name: "project", as: "organiser", address: "/projects/1" },
      { name: "project-head", as: "head", address: "/projects/1" },
      { name: "project-gone", as: "organiser", address: "/projects/999999999", isRefused: true },
    ],
  } satisfies Readonly<Record<string, readonly Visit[]>>;
}

import type { Visit } from "./visits.ts";

type At = { readonly programme: string };

/** The pages of the own tasks, of deeds and of missions. */
export function deedVisits(those: { readonly organiser: At; readonly head: At; readonly official: At }) {
  const { organiser, head, official } = those;
  const deeds = ({ programme }: At) => `/programmes/${programme}/deeds`;
  return {
    "/own-file/tasks": [
      { name: "own-tasks", as: "official", address: "/own-file/tasks" },
      { name: "own-tasks-head", as: "head", address: "/own-file/tasks" },
      { name: "own-tasks-none", as: "official", address: "/own-file/tasks?cycle=2020" },
    ],
    "/own-file/deeds": [
      { name: "own-deeds", as: "official", address: "/own-file/deeds" },
      { name: "own-deeds-none", as: "head", address: "/own-file/deeds?year=2020" },
    ],
    "/programmes/$programme/deeds": [
      { name: "deeds", as: "head", address: deeds(head) },
      { name: "deeds-returned", as: "head", address: `${deeds(head)}?state=returned` },
      { name: "deeds-office", as: "organiser", address: deeds(organiser) },
      { name: "deeds-refused", as: "official", address: deeds(official), isRefused: true },
    ],
    "/programmes/$programme/missions": [
      { name: "missions", as: "head", address: `/programmes/${head.programme}/missions` },
    ],
  } satisfies Readonly<Record<string, readonly Visit[]>>;
}

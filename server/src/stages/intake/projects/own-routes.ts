import { ok, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { listProjectDeeds } from "../deeds/project-deeds.ts";
import { selfOf } from "../deeds/reach.ts";
import { readEvidence } from "./evidence.ts";
import { findProject, listProjectRows, type Reader, withLight } from "./project-store.ts";
import { outside } from "./projects.ts";
import { seenProject } from "./view.ts";

/** Projects for which the reader answers as an official: the reach is the person, whatever else their roles reach. */
export function ownProjectRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const readerOf = (actor: Actor) =>
    ({ scope: actor.scope, today: clock.today(), person: selfOf(actor) }) satisfies Reader;
  return [
    handle<Actor>()(routes.listOwnProjects, async (tx, { actor }) => {
      const reader = readerOf(actor);
      if (reader.person.official === "") return outside();
      const rows = await listProjectRows(tx, reader, { programme: reader.person.programme });
      const deeds = await listProjectDeeds(tx, reader, reader.person);
      const projects = rows.map((row) => {
        const proposed = deeds.filter(({ project, isProposed }) => project === row.project && isProposed).length;
        return { ...withLight(row, reader.today), proposed };
      });
      return ok({ value: { projects } });
    }),
    handle<Actor>()(routes.readOwnProject, async (tx, { actor, input }) => {
      const reader = readerOf(actor);
      const row = await findProject(tx, reader, input.params.project);
      if (row === undefined) return outside();
      const deeds = await listProjectDeeds(tx, reader, reader.person);
      const own = deeds.filter(({ project }) => project === row.project).map(({ project: _, ...each }) => each);
      return ok({ value: { ...(await seenProject(tx, reader, row)), deeds: own } });
    }),
    handle<Actor>()(routes.takeOwnProjectEvidence, async (tx, { actor, input }) => {
      const read = await readEvidence(tx, readerOf(actor), input.params);
      if (!read.ok) return read;
      const { row, name, content } = read.value;
      const trail = { programme: row.programme, subject: row.unit.id, thing: `project:${row.project}` };
      return ok({ value: { name, content }, trail });
    }),
  ];
}

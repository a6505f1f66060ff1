import { ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { readAchievements } from "../../intake/deeds/achievement-store.ts";
import { order } from "../document-routes.ts";
import { findJob } from "../store.ts";

type Options = {
  readonly clock: Clock;
  /** Told when an order waits. */
  readonly onOrdered: () => void;
};

/** Orders for achievement files. Ordering needs no approval: the document leaves when it is fetched. */
export const achievementRoutes = ({ clock, onOrdered }: Options): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.issueAchievementFile, async (tx, { actor, input, reply }) => {
    const { programme } = input.params;
    const { subject, cycle, format, language } = input.body;
    const found = await readAchievements(tx, actor.scope, { programme, cycle }, subject);
    if (found === undefined) return refuse({ code: "outside-scope" });
    const of = { programme, cycle, units: [subject] };
    const subjects = [found.official];
    const id = await order(tx, actor, clock, { of, kind: "achievement-file", format, language, subjects });
    reply.raw.once("close", onOrdered);
    const job = await findJob(tx, actor, id);
    if (job === undefined) throw new Error("an order was saved and is gone");
    return ok({ value: job, trail: { programme, subject } });
  }),
];

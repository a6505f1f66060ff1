import { z } from "zod";
import { longestDeed } from "./deeds.ts";
import { route } from "./route.ts";
import { Id, Instant, Name, SubjectName, Who } from "./values.ts";

/** Special missions: task forces of the burden meter with the people who are on them, and how they ended. */

const Named = z.object({ id: Id, name: Name });

export const MissionSeen = z
  .object({
    /** The number of its entry in the burden meter, where its document, its reason and its hours stand. */
    mission: z.int(),
    title: z.string(),
    document: z.string(),
    asker: Named,
    since: z.iso.date(),
    /** As far as they are in reach. */
    members: z.array(z.object({ official: SubjectName, deeds: z.int() })),
    ended: z.object({ lastDay: z.iso.date(), outcome: z.string(), by: Who, at: Instant }).nullable(),
    mayEnd: z.boolean(),
  })
  .meta({ id: "MissionSeen" });
export type MissionSeen = z.output<typeof MissionSeen>;

const mission = z.coerce.number().int().min(1).max(2_147_483_647);

export const listMissions = route({
  method: "GET",
  path: "/programmes/{programme}/missions",
  summary: "Special missions on which people in reach can be, the newest first, with who is on them",
  action: "keep-missions",
  audit: "none",
  input: { params: z.strictObject({ programme: Id }) },
  output: z.object({ missions: z.array(MissionSeen), people: z.array(SubjectName) }),
  refusals: ["outside-scope"],
});

export const nameMissionMembers = route({
  method: "POST",
  path: "/programmes/{programme}/missions/{mission}/members",
  summary: "Say which of the own people are on a mission; who was named stays on record",
  action: "keep-missions",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id, mission }),
    body: z.strictObject({ officials: z.array(Id).min(1).max(200) }),
  },
  output: z.object({ mission: z.int() }),
  refusals: ["outside-scope", "things-unknown", "mission-ended"],
});

export const endMission = route({
  method: "POST",
  path: "/programmes/{programme}/missions/{mission}/end",
  summary: "Say with what a mission ended; by the unit that had asked for it",
  action: "keep-missions",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id, mission }),
    body: z.strictObject({ lastDay: z.iso.date(), outcome: z.string().trim().min(1).max(longestDeed) }),
  },
  output: z.object({ mission: z.int() }),
  refusals: ["outside-scope", "mission-ended", "day-to-come", "days-out-of-order"],
});

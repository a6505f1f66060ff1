import type { Place } from "./test-permission-rows.ts";

type Row = {
  readonly about: "programme" | "registry-person" | "deed" | "mission" | "nobody";
  readonly body?: (place: Place) => object;
  readonly query?: (place: Place) => string;
};

const day = "2026-01-05";
/** The day in the city. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const deed = { what: "w", day, part: "led" };

/** The doors of deeds in the matrix: about a programme, a deed of somebody, or a mission that is asked of a unit. */
export const deedRows = {
  readOwnDeeds: { about: "nobody" },
  enterOwnDeed: { about: "nobody", body: () => deed },
  withdrawDeed: { about: "deed" },
  listDeeds: { about: "programme" },
  readDeedChoices: { about: "registry-person" },
  enterDeed: { about: "registry-person", body: ({ subject }) => ({ ...deed, subject }) },
  confirmDeed: { about: "deed" },
  returnDeed: { about: "deed", body: () => ({ reason: "r" }) },
  attachDeedEvidence: { about: "deed", query: () => "name=a&declared=yes" },
  takeDeedEvidence: { about: "deed" },
  issueAchievementFile: { about: "registry-person", body: ({ subject }) => ({ subject, cycle: "2026" }) },
  listMissions: { about: "programme" },
  nameMissionMembers: { about: "mission", body: () => ({ officials: ["u1-p2"] }) },
  endMission: { about: "mission", body: () => ({ lastDay: today(), outcome: "o" }) },
} as const satisfies Readonly<Record<string, Row>>;

/** A deed of the town's u1-p3, the reason beside it and a file, each with a name in it. */
export const deedThatNames = (name: string): string => `
  with d as (insert into deed (programme, official, origin, what, day, part, entered_by)
    values ('town', 'u1-p3', 'official', '${name}值守', '2026-01-05', 'led', 'x') returning id),
  a as (insert into deed_act (deed, act, reason, acted_by) select id, 'returned', '不是${name}', 'x' from d)
  insert into deed_evidence (deed, sha256, name, media_type, size, content, attached_by)
  select id, repeat('0', 64), '${name}.pdf', 'application/pdf', 4, '%PDF', 'x' from d`;

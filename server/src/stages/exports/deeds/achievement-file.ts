import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { day, isCode } from "@biaochi/words";
import type { Block, Cell, Document } from "../../../documents/model.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { type Achievements, readAchievements } from "../../intake/deeds/achievement-store.ts";
import type { SchemeNames } from "../../schemes/names-store.ts";
import { tableOf } from "../cascade/table.ts";
import { type Copy, copyDress, dayOf, type Say, sayingOf, shortDigest } from "../issue.ts";
import type { Content } from "../make-document.ts";

type Where = { readonly programme: string; readonly cycle: string };

/** The achievement file as whoever ordered it may see it. */
export async function readAchievementPaper(
  tx: Transaction,
  scope: Scope,
  where: Where,
  official: string | undefined,
): Promise<Outcome<Content, Refusal<"outside-scope">>> {
  const found = official === undefined ? undefined : await readAchievements(tx, scope, where, official);
  if (found === undefined) return refuse({ code: "outside-scope" });
  return ok({ document: (copy) => achievementFile(found, { ...copy, cycle: where.cycle }) });
}

type Deed = Achievements["deeds"][number];

/**
 * 一人一事实绩档案: what was confirmed, what is the own record, and the missions, each under its heading. Nothing is summed up: a
 * number of deeds says nothing about anybody.
 */
function achievementFile(found: Achievements, copy: Copy & { readonly cycle: string }): Document {
  const say = sayingOf(copy);
  const { language, cycle } = copy;
  const { official, unit, programme, deeds, missions } = found;
  const of = (state: Deed["state"]) => deeds.filter((each) => each.state === state);
  const source = [programme.title[language], say("achievement.year", { cycle })];
  const about = { subject: say("achievement.name"), source, isSynthetic: programme.synthetic, marks: [] };
  const heading = (code: string): Block => ({ kind: "heading", level: 1, text: say(code) });
  return {
    ...copyDress(copy, about),
    title: say("achievement.title", { name: official.name[language], cycle }),
    subtitle: unit?.[language] ?? programme.title[language],
    paper: "a4-form",
    style: "form",
    blocks: [
      { kind: "paragraph", text: say("achievement.lead") },
      heading("achievement.confirmed"),
      deedTable(say, of("confirmed"), found.names, language),
      heading("achievement.own"),
      deedTable(say, of("own"), found.names, language),
      heading("achievement.missions"),
      missionTable(say, missions, language),
      { kind: "note", text: say("achievement.counts") },
    ],
  };
}

type Headings = Parameters<typeof tableOf>[1];
const tableOrNone = (say: Say, headings: Headings, rows: readonly (readonly Cell[])[]): Block =>
  rows.length === 0 ? { kind: "paragraph", text: say("achievement.none") } : tableOf(say, headings, rows);

function deedTable(say: Say, deeds: readonly Deed[], names: SchemeNames, language: Copy["language"]): Block {
  const columns = [
    ["achievement.day", 1.8], // whole days stand on one line in Chinese
    ["achievement.what", 4.5],
    ["achievement.part", 0.9],
    ["achievement.link", 2],
    ["achievement.word", 2],
  ] as const;
  return tableOrNone(
    say,
    columns,
    deeds.map((deed) => [
      { text: day(language, deed.day) },
      { text: deed.what },
      { text: say(`deed.part.${deed.part}`) },
      { text: linksOf(say, deed, names, language) },
      { text: wordOf(say, deed, language) },
    ]),
  );
}

/** The task, indicator or mission, where the event counts, and what shows it. */
function linksOf(say: Say, deed: Deed, names: SchemeNames, language: Copy["language"]): string {
  const { project, matter, task, indicator, mission, countedAs, claims, evidence } = deed;
  const links = [
    ...(project === null ? [] : [say("achievement.project", { project: project.name })]),
    ...(task === null ? [] : [task.name[language]]),
    ...(indicator === null ? [] : [indicator.name[language]]),
    ...(mission === null ? [] : [mission.title]),
    ...(matter === null ? [] : [say("project.matter", { matter })]),
    ...(countedAs === null
      ? []
      : [say("achievement.counted", { what: countedAs.what ?? typeOf(say, countedAs.type, names, language) })]),
    ...claims.map((claim) => say("achievement.claimed", { claim })),
    ...evidence.map(({ sha256 }) => say("achievement.evidence", { digest: shortDigest(sha256) })),
  ];
  return links.length === 0 ? "—" : links.join(say("list.separator"));
}

/** A type of events as a scheme calls it; where none does, by the product's own word. */
function typeOf(say: Say, type: string, names: SchemeNames, language: Copy["language"]): string {
  const code = `fact-detail.type.${type}`;
  return names.event(type)?.[language] ?? (isCode(code) ? say(code) : type);
}

function wordOf(say: Say, { acted, entered, state }: Deed, language: Copy["language"]): string {
  const by = state === "confirmed" && acted !== null ? acted : entered;
  const said = { name: by.by.name?.[language] ?? by.by.id, day: day(language, dayOf(new Date(by.at))) };
  return say(state === "confirmed" ? "achievement.confirmed.by" : "achievement.entered.by", said);
}

function missionTable(say: Say, missions: Achievements["missions"], language: Copy["language"]): Block {
  const columns = [
    ["achievement.mission", 3],
    ["achievement.document", 2.4],
    ["achievement.days", 2.2],
    ["achievement.outcome", 4],
  ] as const;
  return tableOrNone(
    say,
    columns,
    missions.map(({ title, document, since, lastDay, outcome }) => [
      { text: title },
      { text: document },
      {
        text: say(lastDay === null ? "achievement.since" : "achievement.from-to", {
          ...{ from: day(language, since), to: lastDay === null ? "" : day(language, lastDay) },
        }),
      },
      { text: outcome ?? "—" },
    ]),
  );
}

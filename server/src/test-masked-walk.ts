import { may, type Role, type RouteName, roles, routes } from "@biaochi/contract";
import { type City, former, people, person } from "./test-masked-city.ts";
import { type MaskedPlace, openPlaces } from "./test-masked-places.ts";
import { nowhere, type Place } from "./test-permission-rows.ts";
import { plain } from "./test-plain-answers.ts";

/** What was answered, by who asked whom about what. */
export type Walk = ReadonlyMap<string, string>;
export const names = Object.keys(routes) as RouteName[];
export const everyone: readonly string[] = [...roles, "nobody"];
const subjects = ["u1", ...people, former];

/** Asks every door as everyone: what is only read at two steps of the release, about each subject; then whatever changes something. */
export async function walk(city: City): Promise<{ readonly told: Walk; readonly answered: ReadonlySet<RouteName> }> {
  const told = new Map<string, string>();
  const answered = new Set<RouteName>();
  const [fact] = await city.sql(
    "select id from observation where subject = $1 and indicator = 'own' order by id limit 1",
    [person],
  );
  const [grant] = await city.sql(
    `insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by)
     values ('clerk', 'liaison', 'units', 'town', '{u3}', '2025-01-01', 'test', 'somebody') returning id`,
  );
  await city.send("system-administrator", "POST", "/accounts", {
    ...{ id: "nobody-yet", name: { "zh-CN": "nobody-yet", en: "nobody-yet" } },
  });
  const [round] = await city.sql(
    "insert into verification (run, due, due_provisional, opened_by) values ($1, '2026-03-05', false, 'test') returning id",
    [city.run],
  );
  const own = await openPlaces(city);
  const place: Place = {
    ...nowhere,
    programme: "town",
    run: city.run,
    fact: String(fact?.id),
    number: "000001",
    grant: Number(grant?.id),
  };
  async function hear(step: string, who: string, name: RouteName, at: Place & MaskedPlace) {
    const { status, text } = await city.ask(who, name, at);
    if (status < 300) answered.add(name);
    told.set([step, who, name, at.subject, at.number].join(" "), `${status} ${text}`);
  }
  async function hearAll(step: string, isOfStep: (name: RouteName) => boolean, places: readonly Place[]) {
    for (const name of names.filter(isOfStep)) {
      const found = own[name];
      const here = typeof found === "function" ? await found() : found;
      for (const who of everyone) {
        const isAsked = who === "nobody" || may(routes[name].action, [who as Role]);
        const isAboutSubject = /\{subject\}|sheets/.test(routes[name].path);
        for (const at of isAsked && isAboutSubject ? places : places.slice(0, 1))
          await hear(step, who, name, { ...at, ...here });
      }
    }
  }
  const places = subjects.map((subject) => ({ ...place, subject }));
  const isRead = (name: RouteName) => routes[name].method === "GET";
  const concerned = places.slice(1, 2);
  const isAnswer = (name: RouteName) => name === "confirmVerification" || name === "raiseObjection";
  await hearAll("in-verification", isAnswer, places);
  const [objection] = await city.sql("select id from objection where verification = $1", [round?.id]);
  own.answerObjection = { objection: Number(objection?.id) };
  await hearAll("in-verification", isRead, [...places.slice(0, 1), ...concerned]);
  await city.standAt("issued");
  await hearAll("issued", isRead, places);
  await hearAll("issued", (name) => name === "issueSheets" || name === "issuePaper", concerned);
  await hearAll("issued", (name) => name === "previewCorrection", places);
  await city.make();
  const papers = await city.sql("select number::text as number, job from issued_document order by number");
  for (const { number, job } of papers)
    for (const who of everyone)
      for (const name of ["downloadDocument", "readDocumentJob", "downloadArchive"] as const)
        await hear("paper", who, name, { ...place, subject: "u1", number: String(number), job: Number(job) });
  const others = [
    ...["type=official&sort=score", "type=official&sort=rank&direction=desc", "type=official&cohort=officials"].map(
      (query) => `/runs/${city.run}/standings?${query}`,
    ),
    `/runs/${city.run}/standings.xlsx?type=official&lang=en`,
    `/runs/${city.whole}/standings?type=official`,
    ...[city.quarter, city.whole].map((since) => `/runs/${city.run}/changes?since=${since}&type=official`),
    ...["立案", "investigation", "人员", person].map((q) => `/search?q=${encodeURIComponent(q)}`),
  ];
  for (const who of everyone)
    for (const path of others) {
      const answer = await city.send(who, "GET", path);
      told.set(`${who} ${path}`, plain(answer.rawPayload));
    }
  await hearAll("change", (name) => !isRead(name), concerned);
  for (const [n, { to, subject, text }] of (await city.mails()).entries())
    told.set(`mail ${n}`, plain(`${to.address} ${subject} ${text}`));
  await city.seal();
  for (const name of ["searchAudit", "exportAudit", "readOwnReaders", "listTodos", "listRuns"] as const)
    for (const who of everyone) await hear("after", who, name, place as Place);
  return { told, answered };
}

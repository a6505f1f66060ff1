import { readFileSync, existsSync } from "node:fs";
import { appraise, readScheme, noFacts, exactOf } from "../../../engine/src/index.ts";
import { readTable, computeScotland } from "./scotland-oracle.ts";
const [folder, period, verbose] = process.argv.slice(2) as [string, string?, string?];
let text = readFileSync(folder + "/scheme.yaml", "utf8");
if (existsSync(folder + "/indicators.csv")) {
  text += "\nindicators:\n" + readTable(folder + "/indicators.csv").map((r) => `  - ${JSON.stringify({ id: r.id, name: { "zh-CN": r.name, en: r.nameEn }, direction: r.direction, ...(r.midpoint ? { midpoint: r.midpoint } : {}), decimals: Number(r.decimals), period: r.period })}`).join("\n") + "\n";
}
const { scheme, findings } = readScheme(text);
for (const f of findings) console.log("FINDING", JSON.stringify(f));
if (!scheme) process.exit(1);
const t = (n: string) => (existsSync(`${folder}/${n}.csv`) ? readTable(`${folder}/${n}.csv`) : []);
const known = new Set(["id", "name", "nameEn", "sort", "unit", "team", "parent"]);
const absences = ["missing", "not-applicable", "exempt", "late"];
const subj = (type: string) => (r: any, i: number) => ({ id: r.id, type, name: { "zh-CN": r.name, en: r.nameEn }, sort: Number(r.sort ?? i + 1), ...(r.unit || r.parent ? { unit: r.unit || r.parent } : {}), ...(r.team ? { team: r.team } : {}), attributes: Object.fromEntries(Object.entries(r).filter(([k, v]) => !known.has(k) && v !== "")), service: [] });
const facts: any = {
  ...noFacts,
  subjects: [...t("units").map(subj("unit")), ...t("teams").map(subj("team")), ...t("officials").map(subj("official"))],
  observations: t("observations").map((r, i) => ({ id: `observations.csv:${i + 2}`, subject: r.subject, indicator: r.indicator, period: r.period, ...(absences.includes(r.value as string) ? { absence: r.value } : { value: exactOf(r.value as string) }) })),
  targets: t("targets").map((r, i) => ({ id: `targets.csv:${i + 2}`, subject: r.subject, indicator: r.indicator, period: r.period, value: exactOf(r.value as string) })),
  coefficients: t("coefficients").map((r, i) => ({ id: `coefficients.csv:${i + 2}`, subject: r.subject, name: r.name, value: exactOf(r.value as string) })),
  assessments: t("assessments").map((r, i) => ({ id: `assessments.csv:${i + 2}`, ...r, ...(r.criterion ? {} : { criterion: undefined }), points: exactOf(r.points as string) })),
  events: t("events").map((r, i) => ({ id: `events.csv:${i + 2}`, subject: r.subject, type: r.type, on: r.on, count: exactOf(r.count ?? "1"), standing: r.standing || "confirmed", ...(r.level ? { level: r.level } : {}), ...(r.matter ? { matter: r.matter } : {}) })),
  ballots: t("ballots").map((r, i) => ({ id: `ballots.csv:${i + 2}`, campaign: r.campaign, subject: r.subject, group: r.group, item: r.item || "overall", ...(r.option ? { option: r.option } : {}), ...(r.score ? { score: exactOf(r.score) } : {}), votes: Number(r.votes ?? 1) })),
  openings: [],
  decidedGrades: t("grades").map((r, i) => ({ id: `grades.csv:${i + 2}`, subject: r.subject, period: r.period, grade: r.grade, document: r.document })),
};
const answer = appraise(scheme, facts, period && period !== "-" ? { period } : {});
if (verbose) console.log(JSON.stringify(answer, null, 1));
if (existsSync(folder + "/expected.json")) {
  const expected = JSON.parse(readFileSync(folder + "/expected.json", "utf8"));
  let bad = 0;
  for (const e of expected.expect) {
    const r: any = answer.results.find((x) => x.subject === e.subject);
    for (const k of ["score", "exact", "rank", "grade", "standing"]) if (e[k] !== undefined && r?.[k] !== e[k]) { bad++; console.log("DIFF", e.subject, k, "expected", e[k], "got", r?.[k]); }
    for (const [p, v] of Object.entries(e.nodes ?? {})) { const n = r?.nodes.find((x: any) => x.path === p); if (n?.points !== v) { bad++; console.log("DIFF", e.subject, p, "expected", v, "got", n?.points, n?.absence); } }
  }
  for (const q of expected.quotas ?? []) { const r = answer.quotas.find((x) => x.grade === q.grade && x.group === q.group); if (r?.places !== q.places) { bad++; console.log("DIFF quota", q, r); } }
  console.log(folder.split("/").at(-1), expected.expect.length, "subjects", bad, "differences", answer.findings.length ? JSON.stringify(answer.findings) : "");
} else if (folder.includes("scotland")) {
  let bad = 0;
  for (const c of computeScotland(folder, 2022)) {
    const r = answer.results.find((x) => x.subject === c.council);
    const e = c.exact.bottom === 1n ? `${c.exact.top}` : undefined;
    const got = r?.exact ?? "";
    const g = exactOf(got);
    if (g.num !== c.exact.top || g.den !== c.exact.bottom || r?.rank !== String(c.rank) || r?.score !== c.exact.toTwoPlaces()) { bad++; console.log("DIFF", c.council, c.exact.toTwoPlaces(), r?.score, r?.rank, c.rank, r?.standing); 
      for (const [b, p] of c.blocks) { const n = r?.nodes.find((x) => x.path === b); const q = exactOf(n?.points ?? "0"); if (q.num !== p.top || q.den !== p.bottom) console.log("   ", b, p.toTwoPlaces(), n?.points?.slice(0, 20), Number(q.num) / Number(q.den)); } }
  }
  console.log("scotland differences", bad);
}

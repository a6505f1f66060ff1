import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const source = resolve(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(resolve(source, path), "utf8");

/** Everything of the pages from which a file can be taken along: a table, a workbook of the server, a document. */
const isWayOut =
  /<(?:Scroll|TableExport|Chart|TakeLink|FileLink)\b|createObjectURL|addressOf\("(?:export|download|take)/;

type Place =
  /** Stands on these pages; where they show results of people they say so by Personal. */
  | { readonly on: readonly string[] }
  /** No result of a person, and why. */
  | { readonly none: string }
  /** Asks for the approval itself. */
  | { readonly gated: true };

const subjectPages = ["stages/scoring/subject-page.tsx", "stages/scoring/sheet-page.tsx"];
const places: Readonly<Record<string, Place>> = {
  "frame/table-export.tsx": { gated: true },
  "documents/file-link.tsx": { gated: true },
  "documents/job-progress.tsx": { gated: true },
  "stages/exports/documents-page.tsx": { gated: true },
  "frame/scroll.tsx": { none: "the frame around tables" },
  "charts/chart.tsx": { none: "the frame around charts; their pages are named below" },
  "charts/heat-map.tsx": { none: "units and teams: the server refuses a heat map of officials" },
  "stages/scoring/heat-map-page.tsx": { none: "units and teams, as the heat map" },
  "charts/trend.tsx": { on: subjectPages },
  "charts/waterfall.tsx": { on: subjectPages },
  "charts/distribution.tsx": { on: ["stages/scoring/standings-page.tsx"] },
  "stages/scoring/dimensions.tsx": { on: subjectPages },
  "stages/scoring/parts-table.tsx": { on: ["stages/scoring/subject-page.tsx"] },
  "stages/intake/fact-table.tsx": { on: ["stages/scoring/subject-page.tsx"] },
  "stages/scoring/standings-page.tsx": { on: ["stages/scoring/standings-page.tsx"] },
  "stages/scoring/cohort-table.tsx": { none: "size, median and range of cohorts; small ones are not shown" },
  "stages/scoring/changes-table.tsx": { on: ["stages/scoring/compare-page.tsx"] },
  "stages/scoring/compare-why.tsx": { on: ["stages/scoring/compare-page.tsx"] },
  "stages/intake/correction-effect.tsx": { on: ["stages/intake/correction-effect.tsx"] },
  "stages/schemes/version-difference.tsx": { none: "a scheme" },
  "stages/schemes/lines-table.tsx": { none: "lines of a scheme" },
  "stages/schemes/effects/effects-view.tsx": { none: "what lists ask of whom; no score, no grade" },
  "stages/schemes/drafts/draft-page.tsx": { none: "a scheme" },
  "stages/schemes/drafts/drafts-page.tsx": { none: "drafts and versions of schemes" },
  "stages/schemes/drafts/effects-tab.tsx": { none: "what lists ask of whom; no score, no grade" },
  "stages/schemes/drafts/history-tab.tsx": { none: "revisions of a scheme" },
  "stages/schemes/upper/upper-page.tsx": { none: "items of the level above and who leads them" },
  "stages/schemes/weights-tree.tsx": { none: "a scheme" },
  "stages/schemes/scheme-page.tsx": { none: "a scheme" },
  "stages/schemes/library-page.tsx": { none: "indicators" },
  "stages/schemes/library-indicator-parts.tsx": { none: "an indicator" },
  "stages/schemes/library-slimming-table.tsx": { none: "counts of indicators" },
  "stages/schemes/library-appraisals-page.tsx": { none: "appraisals and inspections by units" },
  "stages/schemes/lists-page.tsx": { none: "what is asked of units, before anybody has a result" },
  "stages/schemes/thermometer.tsx": { none: "shares of a scheme" },
  "stages/schemes/try-page.tsx": { none: "the text of a scheme" },
  "charts/figure.tsx": { none: "the frame around drawings of trials, which are of units" },
  "stages/insight/replay-part.tsx": { none: "units by name; of people counts of five or more" },
  "stages/insight/unit-moves.tsx": { none: "units by name; people are not among them" },
  "stages/insight/overall.tsx": { none: "counts of units" },
  "stages/insight/people-part.tsx": { none: "counts of five or more" },
  "stages/insight/weights-part.tsx": { none: "units by name" },
  "stages/insight/knock-out-part.tsx": { none: "units by name" },
  "stages/insight/tried.tsx": { none: "which documents were tried, by whom" },
  "stages/schemes/cascade/goals-page.tsx": { none: "goals and what units take on" },
  "stages/schemes/cascade/goal-tasks.tsx": { none: "what units take on" },
  "stages/schemes/cascade/goal-table.tsx": { none: "goals and what units take on" },
  "stages/schemes/cascade/goal-changes.tsx": { none: "goals and what units take on" },
  "stages/schemes/cascade/task-reading.tsx": { none: "what was handed to whom to do, without a result" },
  "stages/schemes/cascade/loads.tsx": { none: "what was handed to whom to do, without a result" },
  "stages/schemes/cascade/coverage-page.tsx": { none: "what was handed to whom to do, without a result" },
  "stages/schemes/cascade/barred-page.tsx": { none: "matters that may not be handed down" },
  "stages/access/accounts-page.tsx": { none: "accounts" },
  "stages/access/grant-table.tsx": { none: "grants" },
  "stages/access/account-acts.tsx": { none: "what was done with accounts" },
  "stages/access/mail-addresses.tsx": { none: "mail addresses" },
  "stages/access/mail-page.tsx": { none: "counts of mails" },
  "stages/access/second-factors-page.tsx": { none: "kinds of second factors" },
  "stages/access/sessions-page.tsx": { none: "sessions, and nothing of what they look at" },
  "stages/access/setting-changes.tsx": { none: "settings" },
  "stages/access/settings-page.tsx": { none: "settings" },
  "stages/registry/bring-in/import-history.tsx": { none: "what came in, not offered to be taken along" },
  "stages/registry/bring-in/change-table.tsx": { none: "a difference, not offered to be taken along" },
  "stages/registry/bring-in/sheet-mapping.tsx": { none: "headings, not offered to be taken along" },
  "stages/registry/bring-in/import-questions.tsx": { none: "questions, not offered to be taken along" },
  "stages/registry/bring-in/import-outcome.tsx": { none: "findings, not offered to be taken along" },
  "stages/deferrals/deferral-table.tsx": { none: "a table of sentences, not offered to be taken along" },
  "stages/registry/registry-page.tsx": { none: "units" },
  "stages/registry/registry-unit-page.tsx": { none: "sections of a unit" },
  "stages/registry/unit-spans.tsx": { none: "a unit over time" },
  "stages/registry/people-table.tsx": { none: "who serves where; no result" },
  "stages/registry/registry-person-page.tsx": { none: "posts; no result" },
  "stages/registry/appraiser-said.tsx": { none: "days in units, not offered to be taken along" },
  "stages/registry/personnel-file.tsx": { none: "not offered to be taken along" },
  "stages/registry/registry-bodies-page.tsx": { none: "bodies and meetings" },
  "stages/registry/registry-history-page.tsx": { none: "what was recorded; no result" },
  "stages/registry/registry-exports-page.tsx": {
    none: "what was asked for; the workbook has a gate of its own: contract/src/leaving.ts",
  },
  "stages/registry/bring-in/recognised-people.tsx": { none: "who was meant by a name, not offered to be taken along" },
  "stages/registry/act-preview.tsx": { none: "not offered to be taken along" },
  "stages/intake/measures/measures-page.tsx": { none: "how figures are counted, without a figure" },
  "stages/intake/measures/measure-preview.tsx": { none: "figures of units; no score, no grade" },
  "stages/intake/measures/contest-table.tsx": { none: "records that units contest, and rates of units" },
  "stages/intake/quality/doubtful-table.tsx": { none: "counts of findings by indicator and period" },
  "stages/intake/quality/finding-page.tsx": { none: "figures of a unit; no score, no grade" },
  "stages/intake/quality/finding-table.tsx": { none: "what was found in figures of units" },
  "stages/intake/quality/rule-table.tsx": { none: "rules between indicators" },
  "stages/intake/quality/source-table.tsx": { none: "points of sources of data; nobody’s appraisal" },
  "stages/intake/measures/late-revisions-page.tsx": { none: "figures of units; no score, no grade" },
  "stages/intake/measures/fact-records-page.tsx": { none: "records behind the figure of a unit" },
  "stages/intake/figure-table.tsx": { none: "figures as they were recorded; no score, no grade" },
  "stages/intake/arrivals/connections-page.tsx": { none: "where data come from" },
  "stages/intake/arrivals/connection-streams.tsx": { none: "what rows mean" },
  "stages/intake/arrivals/run-table.tsx": { none: "counts of rows" },
  "stages/intake/arrivals/version-table.tsx": { none: "who wrote which version" },
  "stages/intake/arrivals/streams-page.tsx": { none: "what rows mean" },
  "stages/intake/arrivals/mapping-said.tsx": { none: "what rows mean" },
  "stages/intake/arrivals/field-table.tsx": { none: "a form" },
  "stages/intake/arrivals/preview-table.tsx": {
    none: "the first rows of another system, not offered to be taken along",
  },
  "stages/intake/arrivals/codes-part.tsx": { none: "codes of units" },
  "stages/intake/arrivals/quarantine-table.tsx": { none: "rows of other systems about units; no score, no grade" },
  "stages/intake/arrivals/record-table.tsx": { none: "records of other systems about units; no score, no grade" },
  "stages/intake/upper-forecast/item-table.tsx": {
    none: "points of the city by the level above; of no unit or person",
  },
  "stages/intake/upper-forecast/loss-tables.tsx": {
    none: "what units answer for of the city’s points; no score, no grade",
  },
  "stages/intake/upper-forecast/forecast-page.tsx": { none: "sums of the city’s points" },
  "stages/intake/upper-forecast/result-part.tsx": { none: "points of the city by the level above" },
  "stages/intake/warnings/warning-table.tsx": { none: "where figures of units will stand; no score, no grade" },
  "stages/intake/warnings/projection-chart.tsx": { none: "figures of a unit; no score, no grade" },
  "stages/intake/burden/of-year.tsx": { none: "what the product asks, by kind" },
  "stages/intake/warnings/basis-table.tsx": { none: "figures of a unit; no score, no grade" },
  "stages/intake/warnings/record-page.tsx": { none: "counts by rule" },
  "stages/intake/decided/claims-page.tsx": { none: "what is proposed or applied for about units; no result" },
  "stages/intake/decided/claim-page.tsx": { none: "what was attached to a claim about a unit, one file at a time" },
  "stages/intake/decided/assessment-form-page.tsx": { none: "an empty sheet of units" },
  "stages/intake/decided/sheet-page.tsx": { none: "points that an owner gives to units, and the scan of the sheet" },
  "stages/intake/projects/own-projects-page.tsx": { none: "how far the own projects have come; no score, no grade" },
  "stages/intake/projects/project-table.tsx": { none: "how far projects of units have come; no score, no grade" },
  "stages/intake/projects/milestones.tsx": { none: "milestones of one project; no score, no grade" },
  "stages/intake/projects/files.tsx": { none: "what a unit attached to a project, one file at a time; no result" },
  "stages/intake/reporting/entry-form.tsx": { none: "figures that the own unit reports; no result" },
  "stages/intake/reporting/fill-in.tsx": { none: "rows that were pasted, and the form for them" },
  "stages/intake/reporting/hand-on.tsx": { none: "figures that units report; no result" },
  "stages/intake/reporting/report-list.tsx": { none: "figures that units report; no result" },
  "stages/intake/reporting/holders-page.tsx": { none: "counts of units" },
  "stages/intake/reporting/evidence-list.tsx": {
    none: "what a unit sent with a figure, one file at a time; no result",
  },
  "stages/intake/deeds/deed-card.tsx": { none: "what somebody attached to a deed, one file at a time; no result" },
  "stages/intake/burden/months-chart.tsx": { none: "sums of what was asked of units" },
  "stages/intake/burden/sum-table.tsx": { none: "sums of what was asked of units" },
  "stages/intake/burden/of-product.tsx": { none: "counts by kind; nobody is named" },
  "stages/intake/burden/request-table.tsx": { none: "what was asked of units, by whom and why" },
  "stages/intake/burden/unit-page.tsx": { none: "what was asked of a unit" },
  "stages/intake/burden/budget-table.tsx": { none: "budgets of units" },
  "stages/intake/burden/model-table.tsx": { none: "minutes by kind of request" },
  "stages/scoring/live-tables.tsx": { none: "provisional points, not offered to be taken along" },
  "stages/scoring/verification-page.tsx": { none: "answers of units" },
  "stages/registry/rule-table.tsx": { none: "national rules" },
  "stages/registry/red-lines-page.tsx": { none: "national rules" },
  "stages/schemes/proposals/proposals-page.tsx": { none: "proposals for indicators" },
  "stages/schemes/proposals/proposal-page.tsx": { none: "what an indicator would say" },
  "stages/registry/local-rules-page.tsx": { none: "rules" },
  "stages/registry/local-rule-table.tsx": { none: "rules of the province and the city" },
  "stages/registry/addition-table.tsx": { none: "what the city has added to them" },
  "home/home-page.tsx": { none: "the own data" },
  "stages/access/own-sessions.tsx": { none: "the own sessions" },
  "stages/access/audit-table.tsx": { none: "the audit trail holds no result" },
  "stages/access/audit-page.tsx": { none: "the audit trail holds no result" },
};

describe("every way out of a page", () => {
  const found = globSync("**/*.tsx", { cwd: source }).filter((path) => isWayOut.test(read(path)));

  it("is named here: it stands on a page that says whose results it shows, or has a reason", () => {
    expect(found.filter((path) => !Object.hasOwn(places, path))).toEqual([]);
    expect(Object.keys(places).filter((path) => !found.includes(path))).toEqual([]);
  });

  it("asks for the approval where it is made, or on the page around it", () => {
    for (const [path, place] of Object.entries(places)) {
      if ("on" in place)
        for (const page of place.on) expect(read(page), `${path} on ${page}`).toContain("<Personal run=");
      if ("gated" in place)
        expect(read(path), path).toMatch(/takeTable|useQuery\(\{ \.\.\.exportApprovals|<TakeLink|<FileLink/);
    }
  });
});

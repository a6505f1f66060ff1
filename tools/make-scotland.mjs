#!/usr/bin/env node
/**
 * Writes the tables of examples/scotland-councils from the figures of the Local Government Benchmarking Framework.
 *
 *   node tools/make-scotland.mjs <folder with lgbf_values.csv and lgbf_indicators.csv> [folder to write]
 *
 * The results are committed, so users never need it. It changes no value: every digit of ValueReal is kept, a row that is
 * not in the source is not in the result. What it does change is listed at the end of its run and in the example's README:
 * names of periods, codes ("C&L 01" and "C&L01" are one code, "&" is no letter of an identifier), labels of the peer groups.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { councils, indicators } from "./scotland-names.mjs";

const [from, to = join(dirname(fileURLToPath(import.meta.url)), "../examples/scotland-councils")] =
  process.argv.slice(2);
if (!from) {
  console.error(
    "usage: node tools/make-scotland.mjs <folder with lgbf_values.csv and lgbf_indicators.csv> [folder to write]",
  );
  process.exit(2);
}

/** Financial years that begin in these calendar years are kept: 2018-19 to 2022-23. */
const firstYear = 2018;
const lastYear = 2022;

/** The two indicators that the publisher gives in percentage points; all other percentages are shares of one. */
const inPoints = new Set(["CHN14a", "CHN14b"]);

const measures = {
  Percentage: "share",
  Cost: "£",
  Days: "days",
  Weeks: "weeks",
  Score: "points",
  "Rate per 1,000": "per 1,000",
  "Rate per 10,000": "per 10,000",
};
const directions = { Ascending: "lower", Descending: "higher", Goldilocks: "nearest" };

/** Rows of an RFC 4180 file as objects by column name. */
function readTable(path) {
  const rows = [];
  const row = [];
  let cell = "";
  let quoted = false;
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[i++];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === "," || c === "\n") {
      row.push(cell.replace(/\r$/, ""));
      cell = "";
      if (c === "\n") rows.push(row.splice(0));
    } else cell += c;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  const [names, ...body] = rows;
  return body.map((values) => Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""])));
}

function writeTable(name, columns, rows) {
  const quote = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = [columns, ...rows].map((row) => row.map((value) => quote(String(value))).join(","));
  writeFileSync(join(to, name), `${lines.join("\n")}\n`);
  console.log(`${name}: ${rows.length} rows`);
}

let spaced = 0;
const codeOf = (text) => {
  const code = text.replaceAll(/\s/g, "");
  if (code !== text) spaced++;
  return code;
};
/** An identifier: letters, digits, dot, hyphen, underscore. */
const idOf = (code) => code.replaceAll("&", "");
const slug = (name) =>
  name
    .toLowerCase()
    .replaceAll("&", "and")
    .replaceAll(/[^a-z]+/g, "-");

/** "2022-23" is the year 2022 (April 2022 to March 2023); "2020-23" the three such years 2020..2022. */
function periodOf(text) {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  if (!match) throw new Error(`not a period of the source: ${text}`);
  const first = Number(match[1]);
  const last = Math.floor(first / 100) * 100 + Number(match[2]) - 1;
  if (last < first) throw new Error(`not a period of the source: ${text}`);
  return { id: first === last ? String(first) : `${first}..${last}`, last, isWindow: first !== last };
}

const definitions = new Map(readTable(join(from, "lgbf_indicators.csv")).map((row) => [codeOf(row.Code), row]));
const values = readTable(join(from, "lgbf_values.csv")).map((row) => ({
  ...row,
  code: codeOf(row.Code),
  period: periodOf(row.Year),
}));
const kept = values.filter(
  (row) => row.code in indicators && row.period.last >= firstYear && row.period.last <= lastYear,
);

// Two peer-group systems; each indicator is compared within one of them, and the labels 2 and 3 mean different things.
const systems = {
  "Least Deprived": "deprivation",
  "Most Deprived": "deprivation",
  Rural: "rurality",
  Urban: "rurality",
};
const labels = {
  deprivation: {
    "Least Deprived": "least-deprived",
    2: "deprivation-2",
    3: "deprivation-3",
    "Most Deprived": "most-deprived",
  },
  rurality: { Rural: "rural", 2: "rurality-2", 3: "rurality-3", Urban: "urban" },
};
const systemOf = new Map();
for (const row of values) if (row.FamilyGroup in systems) systemOf.set(row.code, systems[row.FamilyGroup]);
const groupOf = new Map();
for (const row of values) {
  const system = systemOf.get(row.code);
  const key = `${row.LocalAuthority}\n${system}`;
  const label = labels[system]?.[row.FamilyGroup];
  if (!label || (groupOf.get(key) ?? label) !== label)
    throw new Error(`${row.code} ${row.LocalAuthority}: peer group ${row.FamilyGroup}`);
  groupOf.set(key, label);
}

// A unit of measurement must not change inside a series: the median council may not jump by a factor of 20.
const series = new Map();
for (const row of kept) {
  if (!series.has(row.code)) series.set(row.code, new Map());
  const years = series.get(row.code);
  years.set(row.period.last, [...(years.get(row.period.last) ?? []), Number(row.ValueReal)]);
}
for (const [code, years] of series) {
  const medians = [...years]
    .sort(([a], [b]) => a - b)
    .map(([year, list]) => [year, list.sort((a, b) => a - b)[list.length >> 1]]);
  for (const [i, [year, median]] of medians.entries()) {
    const earlier = medians[i - 1]?.[1];
    if (earlier && median && (median / earlier > 20 || earlier / median > 20))
      throw new Error(`${code} changes its unit in ${year}`);
    const isShare = definitions.get(code).MeasureType === "Percentage" && !inPoints.has(code);
    if (isShare && median > 1.5) throw new Error(`${code} in ${year} is not a share of one`);
    if (inPoints.has(code) && median < 1.5) throw new Error(`${code} in ${year} is not in percentage points`);
  }
}

const names = Object.keys(councils).sort();
writeTable(
  "units.csv",
  ["id", "name", "nameEn", "sort", "unitType", "deprivation", "rurality"],
  names.map((name, i) => [
    slug(name),
    councils[name],
    name,
    i + 1,
    "council",
    groupOf.get(`${name}\ndeprivation`),
    groupOf.get(`${name}\nrurality`),
  ]),
);
writeTable(
  "indicators.csv",
  ["id", "name", "nameEn", "measure", "direction", "midpoint", "decimals", "period", "source", "system", "definition"],
  Object.keys(indicators).map((code) => {
    const row = definitions.get(code);
    const isWindow = kept.some((value) => value.code === code && value.period.isWindow);
    const direction = directions[row.Direction];
    return [
      idOf(code),
      indicators[code],
      row.Title,
      inPoints.has(code) ? "percentage points" : measures[row.MeasureType],
      direction,
      direction === "nearest" ? row.GoldilocksMidpoint : "",
      row.MeasureType === "Percentage" && !inPoints.has(code) ? 4 : 2,
      isWindow ? "term" : "year",
      "automatic",
      "LGBF",
      `${code}; ${row.Category}; peer groups by ${systemOf.get(code)}${isWindow ? "; a window of several financial years" : ""}`,
    ];
  }),
);
writeTable(
  "observations.csv",
  ["subject", "indicator", "period", "value", "source"],
  kept
    .sort(
      (a, b) => order(a.code, b.code) || order(a.period.id, b.period.id) || order(a.LocalAuthority, b.LocalAuthority),
    )
    .map((row) => [
      slug(row.LocalAuthority),
      idOf(row.code),
      row.period.id,
      row.ValueReal,
      `LGBF ${row.Code} ${row.Year}`,
    ]),
);
console.log(`codes written with a space in the source: ${spaced}`);

function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

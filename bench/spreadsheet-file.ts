// The bench job as the workbook that an office would write, in flat OpenDocument. `spreadsheet-file.ts <people> <file>`
import { closeSync, openSync, writeSync } from "node:fs";
import process from "node:process";
import { type BenchIndicator, cell, indicators, person, roles, weightOf } from "./city.ts";

const [, , peopleText = "1000", file = "bench.fods"] = process.argv;
const people = Number(peopleText);
const periods = 12;
const last = people + 1;

/** "A", "Z", "AA" … for 0, 25, 26 … */
function letters(column: number): string {
  const low = String.fromCharCode(65 + (column % 26));
  return column < 26 ? low : letters(Math.floor(column / 26) - 1) + low;
}

const isRelative = (i: BenchIndicator): boolean => i.family === "rank" || i.family === "minmax";
const isEach = (i: BenchIndicator): boolean => i.part === 0;
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Columns of the sheet `data`: person, role, cohort, then twelve months of each indicator. */
const monthColumn = (i: BenchIndicator, period: number): string => letters(3 + i.number * periods + period);

interface Formula {
  readonly name: string;
  /** The formula of the person in sheet row `row`. */
  readonly of: (row: number) => string;
}

/** Columns of the sheet `calc`, in order; later ones name earlier ones. */
const columns: Formula[] = [];
const place = new Map<string, string>();
function column(name: string, of: (row: number) => string): void {
  place.set(name, letters(columns.length));
  columns.push({ name, of });
}
const at = (name: string, row: number): string => {
  const found = place.get(name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return `[.$${found}${row}]`;
};
const all = (name: string): string => `[.$${place.get(name)}$2:.$${place.get(name)}$${last}]`;
const cohort = (row: number): string => `[$data.$C${row}]`;
const cohorts = `[$data.$C$2:.$C$${last}]`;

function scoreOf(i: BenchIndicator, x: string): string {
  const usual = isEach(i);
  switch (i.family) {
    case "ratio": {
      const target = 60 + 5 * (i.nth % 4);
      return `((${x}/${target}>1.2)*120+(${x}/${target}<=1.2)*${x}/${target}*100)`;
    }
    case "deduct": {
      const [per, floor] = usual ? [10, 40] : [4, 0];
      return `((100-${x}*${per}<${floor})*${floor}+(100-${x}*${per}>=${floor})*(100-${x}*${per}))`;
    }
    case "bonus": {
      const per = usual ? 15 : 8;
      return `(60+(${x}*${per}>40)*40+(${x}*${per}<=40)*${x}*${per})`;
    }
    case "tier": {
      const [a, b, c, d] = [20 + i.nth, 50, 70 + i.nth, 90];
      const line = (from: number, to: number, y: number): string =>
        `(${x}>${from})*(${x}<=${to})*(${y}+(${x}-${from})*20/${to - from})`;
      return `((${x}<=${a})*40+${line(a, b, 40)}+${line(b, c, 60)}+${line(c, d, 80)}+(${x}>${d})*100)`;
    }
    default:
      return x;
  }
}

for (const i of indicators) {
  const months = (row: number): string => `[$data.$${monthColumn(i, 0)}${row}:.$${monthColumn(i, periods - 1)}${row}]`;
  column(`n${i.number}`, (row) => `COUNT(${months(row)})`);
  column(`x${i.number}`, (row) => {
    const n = at(`n${i.number}`, row);
    const sum = `SUM(${months(row)})`;
    const collected =
      i.family === "deduct" || i.family === "bonus"
        ? `${sum}/100`
        : i.family === "rater"
          ? `IF(${n}>2;(${sum}-MIN(${months(row)})-MAX(${months(row)}))/(${n}-2)/100;${sum}/${n}/100)`
          : `${sum}/${n}/100`;
    return `IF(${n}=0;"";${collected})`;
  });
}
for (const i of indicators.filter((each) => each.family === "minmax")) {
  if (!isEach(i)) extremes(`x${i.number}`, all(`x${i.number}`));
  else
    for (let period = 0; period < periods; period++) {
      const own = monthColumn(i, period);
      extremes(`m${i.number}.${period}`, `[$data.$${own}$2:.$${own}$${last}]`);
    }
}
for (const i of indicators.filter((each) => isEach(each) && isRelative(each))) {
  for (let period = 0; period < periods; period++) {
    const own = monthColumn(i, period);
    const whole = `[$data.$${own}$2:.$${own}$${last}]`;
    column(`m${i.number}.${period}`, (row) => {
      const value = `[$data.$${own}${row}]`;
      const score =
        i.family === "rank"
          ? `100*COUNTIFS(${cohorts};${cohort(row)};${whole};"<="&${value})/COUNTIFS(${cohorts};${cohort(row)};${whole};">=0")`
          : stretched(`m${i.number}.${period}`, value, row);
      return `IF(${value}="";"";${score})`;
    });
  }
}
/** The least and the largest value of the person's cohort, each in a column of its own. */
function extremes(name: string, values: string): void {
  column(`${name} least`, (row) => `COM.MICROSOFT.MINIFS(${values};${cohorts};${cohort(row)})`);
  column(`${name} most`, (row) => `COM.MICROSOFT.MAXIFS(${values};${cohorts};${cohort(row)})`);
}

function stretched(name: string, value: string, row: number): string {
  const [least, most] = [at(`${name} least`, row), at(`${name} most`, row)];
  return `IF(${most}=${least};100;100*(${value}-${least})/(${most}-${least}))`;
}

for (const i of indicators) {
  column(`s${i.number}`, (row) => {
    const n = at(`n${i.number}`, row);
    const x = at(`x${i.number}`, row);
    if (isEach(i) && isRelative(i)) {
      const range = `[.$${place.get(`m${i.number}.0`)}${row}:.$${place.get(`m${i.number}.${periods - 1}`)}${row}]`;
      return `IF(${n}=0;"";SUM(${range})/${n})`;
    }
    if (isEach(i)) {
      const months = `[$data.$${monthColumn(i, 0)}${row}:.$${monthColumn(i, periods - 1)}${row}]`;
      return `IF(${n}=0;"";SUMPRODUCT(ISNUMBER(${months})*${scoreOf(i, `(${months}/100)`)})/${n})`;
    }
    if (i.family === "rank")
      return `IF(${n}=0;"";100*SUMPRODUCT((${cohorts}=${cohort(row)})*(${all(`n${i.number}`)}>0)*(${all(`x${i.number}`)}<=${x}))/COUNTIFS(${cohorts};${cohort(row)};${all(`n${i.number}`)};">0"))`;
    if (i.family === "minmax") return `IF(${n}=0;"";${stretched(`x${i.number}`, x, row)})`;
    return `IF(${n}=0;"";${scoreOf(i, x)})`;
  });
}
for (const i of indicators) {
  const row0 = i.number + 2;
  column(`c${i.number}`, (row) => {
    const weights = `[$weights.$B$${row0}:.$${letters(roles)}$${row0}]`;
    return `IF(${at(`n${i.number}`, row)}=0;0;INDEX(${weights};1;[$data.$B${row}]+1)*${at(`s${i.number}`, row)})`;
  });
}
column("total", (row) => `SUM([.$${place.get("c0")}${row}:.$${place.get("c39")}${row}])`);
column("cap", (row) => {
  const lines = indicators.filter((i) => i.redLine);
  const cap = (i: BenchIndicator): string =>
    `IF(AND(${at(`n${i.number}`, row)}>0;${at(`x${i.number}`, row)}>=${i.redLine?.atLeast});${i.redLine?.cap};1000000)`;
  return `MIN(${lines.map(cap).join(";")})`;
});
column("score", (row) => `INT(MIN(${at("total", row)};${at("cap", row)})*10000+0.5)/10000`);
column("rank", (row) => `COUNTIFS(${cohorts};${cohort(row)};${all("score")};">"&${at("score", row)})+1`);
column("grade", (row) => {
  const score = at("score", row);
  const hi = `COUNTIFS(${cohorts};${cohort(row)};${all("score")};">="&${score})`;
  const n = `COUNTIFS(${cohorts};${cohort(row)})`;
  return `IF(${score}<60;"D";IF(${at("cap", row)}<1000000;"C";IF(10*${hi}<=2*${n};"A";IF(10*${hi}<=6*${n};"B";"C"))))`;
});
column("k1", (row) => `ROUND(${at("score", row)}*10000;0)*(MOD([$data.$A${row}];1009)+1)`);
column("k2", (row) => `${at("rank", row)}*(MOD([$data.$A${row}];1009)+1)`);

const handle = openSync(file, "w");
let buffer = "";
const put = (text: string): void => {
  buffer += text;
  if (buffer.length > 1 << 20) flush();
};
const flush = (): void => {
  writeSync(handle, buffer);
  buffer = "";
};
const value = (n: number): string => `<table:table-cell office:value-type="float" office:value="${n}"/>`;
const formula = (f: string): string => `<table:table-cell table:formula="of:=${escaped(f)}"/>`;
const table = (name: string, rows: () => void): void => {
  put(`<table:table table:name="${name}">`);
  rows();
  put("</table:table>");
};
const row = (cells: string): void => put(`<table:table-row>${cells}</table:table-row>`);

put(
  '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>',
);
table("data", () => {
  row("<table:table-cell/>");
  for (let id = 0; id < people; id++) {
    const { role, cohort: group, skill } = person(id, people);
    const cells = indicators.flatMap((i) =>
      Array.from({ length: periods }, (_, period) => {
        const found = cell(id, i, period, skill);
        return found < 0 ? "<table:table-cell/>" : value(found);
      }),
    );
    row(value(id) + value(role) + value(group) + cells.join(""));
  }
});
table("calc", () => {
  row("<table:table-cell/>");
  for (let id = 0; id < people; id++) row(columns.map(({ of }) => formula(of(id + 2))).join(""));
});
table("weights", () => {
  row("<table:table-cell/>");
  for (const i of indicators) {
    const factor = [0.4, 0.5, 0.1][i.part] as number;
    const own = Array.from({ length: roles }, (_, role) => {
      const sum = indicators.filter((j) => j.part === i.part).reduce((s, j) => s + weightOf(role, j.number), 0);
      return (factor * weightOf(role, i.number)) / sum;
    });
    row(value(i.number) + own.map(value).join(""));
  }
});
table("sums", () =>
  row(
    formula(`SUM([$calc.$${place.get("k1")}$2:.$${place.get("k1")}$${last}])`) +
      formula(`SUM([$calc.$${place.get("k2")}$2:.$${place.get("k2")}$${last}])`),
  ),
);
put("</office:spreadsheet></office:body></office:document>");
flush();
closeSync(handle);

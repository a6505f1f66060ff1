import { type BenchIndicator, indicators } from "./city.ts";

/**
 * The bench job as SQL, by hand, for two engines: one text that PostgreSQL and DuckDB both run, and one tuned for DuckDB (one
 * scan per absolute indicator with its expression folded, one whole-number group key, windows only where a rule needs
 * them). All arithmetic is in doubles; sums of hundredths are whole and so exact. Both make the same two tables:
 * `expl` (pid, ind, full, points): the marks that an indicator could bring to a person's score and did bring;
 * `final` (pid, cohort, score, rk, grade).
 */
const kindOf = (i: BenchIndicator): string => i.family;
const isEach = (i: BenchIndicator): boolean => i.part === 0;
const collectOf = (i: BenchIndicator): string =>
  i.family === "rater" ? "trim" : i.family === "deduct" || i.family === "bonus" ? "sum" : "avg";
const number = (value: number): string => `${value}e0`;
const isRelative = (i: BenchIndicator): boolean => i.family === "rank" || i.family === "minmax";

/** Score of a value by an absolute rule, all constants folded in. */
function scoreOf(i: BenchIndicator, x: string): string {
  const usual = i.part === 0;
  switch (i.family) {
    case "ratio":
      return `least(greatest(${x}/${number(60 + 5 * (i.nth % 4))},0e0),1.2e0)*100e0`;
    case "deduct":
      return `greatest(100e0-${x}*${number(usual ? 10 : 4)},${number(usual ? 40 : 0)})`;
    case "bonus":
      return `60e0+least(${x}*${number(usual ? 15 : 8)},40e0)`;
    case "tier": {
      const [a, b, c, d] = [20 + i.nth, 50, 70 + i.nth, 90];
      const line = (x0: number, x1: number, y: number): string =>
        `${number(y)}+(${x}-${number(x0)})*20e0/${number(x1 - x0)}`;
      return `case when ${x}<=${number(a)} then 40e0 when ${x}<=${number(b)} then ${line(a, b, 40)} when ${x}<=${number(c)} then ${line(b, c, 60)} when ${x}<=${number(d)} then ${line(c, d, 80)} else 100e0 end`;
    }
    default:
      return x;
  }
}

const numbers = (which: (i: BenchIndicator) => boolean): string =>
  indicators
    .filter(which)
    .map((i) => i.number)
    .join(",");

const rawOf = (s: string): string =>
  `case i.agg when 'sum' then ${s}/100e0 when 'avg' then ${s}/n/100e0 else case when n>2 then (${s}-mn-mx)/(n-2)/100e0 else ${s}/n/100e0 end end`;

/** Tables that both engines fill before the clock starts: people, weights, obs come from files. */
export const tables = [
  "create table people(pid int, role int, cohort int)",
  "create table weights(role int, ind int, w int)",
  "create table obs(pid int, ind int, period int, value int)",
];

/** The settings of the 40 indicators as a table. */
export const settings = [
  "create table ind(ind int, comp int, rule text, each boolean, agg text, redmin double precision, redcap double precision)",
  `insert into ind values ${indicators
    .map(
      (i) =>
        `(${i.number},${i.part},'${kindOf(i)}',${isEach(i)},'${collectOf(i)}',${i.redLine?.atLeast ?? "null"},${i.redLine?.cap ?? "null"})`,
    )
    .join(",")}`,
];

const weightTable = `wt as (select w.role, w.ind, i.redmin, i.redcap,
  100e0*(case i.comp when 0 then 0.4e0 when 1 then 0.5e0 else 0.1e0 end)*w.w/sum(w.w) over (partition by w.role, i.comp) f
  from weights w join ind i on i.ind = w.ind)`;
const rows = `select a.pid, a.ind, wt.f as full_marks, wt.f*a.score/100e0 as points,
  case when wt.redmin > 0 and a.x >= wt.redmin then wt.redcap end cap
  from a join people p on p.pid = a.pid join wt on wt.role = p.role and wt.ind = a.ind`;

/** Points of aggregated absolute indicators by one `case` over the indicator. */
const aggregated = `case gx.ind ${indicators
  .filter((i) => !isEach(i) && !isRelative(i))
  .map((i) => `when ${i.number} then ${scoreOf(i, "gx.x")}`)
  .join(" ")} end`;

/** The portable text: what an able clerk of the database would write. */
export const portable = `
with ea as (
  select o.pid, o.ind, sum(o.value) s, count(*) n, sum(case o.ind ${indicators
    .filter((i) => isEach(i) && !isRelative(i))
    .map((i) => `when ${i.number} then ${scoreOf(i, "(o.value/100e0)")}`)
    .join(" ")} end) sc
  from obs o where o.ind in (${numbers((i) => isEach(i) && !isRelative(i))}) group by o.pid, o.ind),
er as (
  select pid, ind, sum(value) s, count(*) n, sum(case rule when 'rank' then 100e0*(cn-rk+1)/cn
    else case when mx = mn then 100e0 else 100e0*(value-mn)/(mx-mn) end end) sc
  from (select o.pid, o.ind, o.value, i.rule,
      rank() over (partition by o.ind, o.period, p.cohort order by o.value desc) rk,
      count(*) over (partition by o.ind, o.period, p.cohort) cn,
      min(o.value) over (partition by o.ind, o.period, p.cohort) mn,
      max(o.value) over (partition by o.ind, o.period, p.cohort) mx
    from obs o join ind i on i.ind = o.ind join people p on p.pid = o.pid
    where o.ind in (${numbers((i) => isEach(i) && isRelative(i))})) t
  group by pid, ind),
e as (select pid, ind, s, n, 0 mn, 0 mx, sc from ea union all select pid, ind, s, n, 0, 0, sc from er),
g as (select o.pid, o.ind, sum(o.value) s, count(*) n, min(o.value) mn, max(o.value) mx
  from obs o where o.ind in (${numbers((i) => !isEach(i))}) group by o.pid, o.ind),
gx as (select g.pid, g.ind, i.rule, ${rawOf("s::float8")} x from g join ind i on i.ind = g.ind),
gr as (select pid, ind, x, case rule when 'rank' then 100e0*(cn-rk+1)/cn
    else case when mx = mn then 100e0 else 100e0*(x-mn)/(mx-mn) end end sc
  from (select gx.pid, gx.ind, gx.x, gx.rule,
      rank() over (partition by gx.ind, p.cohort order by gx.x desc) rk,
      count(*) over (partition by gx.ind, p.cohort) cn,
      min(gx.x) over (partition by gx.ind, p.cohort) mn,
      max(gx.x) over (partition by gx.ind, p.cohort) mx
    from gx join people p on p.pid = gx.pid where gx.rule in ('rank','minmax')) t),
a as (
  select e.pid, e.ind, ${rawOf("s::float8")} x, sc/n score from e join ind i on i.ind = e.ind
  union all select pid, ind, x, sc from gr
  union all select gx.pid, gx.ind, gx.x, ${aggregated} from gx where gx.rule not in ('rank','minmax')),
${weightTable}
${rows}`;

/** The same for DuckDB, tuned. */
export const tuned = `
with ea as (${indicators
  .filter((i) => isEach(i) && !isRelative(i))
  .map(
    (i) =>
      `select pid, ${i.number} ind, sum(value::double) s, count(*) n, sum(${scoreOf(i, "(value/100e0)")}) sc from obs where ind = ${i.number} group by pid`,
  )
  .join(" union all ")}),
rk as (select pid, ind, sum(value::double) s, count(*) n, sum(100e0*(cn-rk+1)/cn) sc
  from (select o.pid, o.ind, o.value, rank() over (partition by o.ind, o.period, p.cohort order by o.value desc) rk,
      count(*) over (partition by o.ind, o.period, p.cohort) cn
    from obs o join people p on p.pid = o.pid where o.ind in (${numbers((i) => isEach(i) && i.family === "rank")}))
  group by pid, ind),
mo as (select o.pid, o.ind, o.period, o.value, p.cohort from obs o join people p on p.pid = o.pid
  where o.ind in (${numbers((i) => isEach(i) && i.family === "minmax")})),
mm as (select ind, period, cohort, min(value) mn, max(value) mx from mo group by all),
me as (select pid, ind, sum(value::double) s, count(*) n,
  sum(case when mx = mn then 100e0 else 100e0*(value-mn)/(mx-mn) end) sc from mo join mm using (ind, period, cohort) group by pid, ind),
e as (from ea union all from rk union all from me),
g as (select k//64 pid, k%64 ind, s, n, mn, mx from (
  select pid*64+ind k, sum(value::double) s, count(*) n, min(value) mn, max(value) mx from obs
  where ind in (${numbers((i) => !isEach(i))}) group by k)),
gx as (select g.pid, g.ind, i.rule, ${rawOf("s")} x from g join ind i on i.ind = g.ind),
gr as (select pid, ind, x, 100e0*(cn-rk+1)/cn sc from (
  select gx.pid, gx.ind, x, rank() over (partition by gx.ind, cohort order by x desc) rk,
    count(*) over (partition by gx.ind, cohort) cn from gx join people p on p.pid = gx.pid where rule = 'rank')),
gm as (select gx.pid, gx.ind, x, cohort from gx join people p on p.pid = gx.pid where rule = 'minmax'),
gmm as (select ind, cohort, min(x) mn, max(x) mx from gm group by all),
a as (select pid, e.ind, case agg when 'sum' then s/100e0 else s/n/100e0 end x, sc/n score from e join ind i on i.ind = e.ind
  union all from gr
  union all select pid, ind, x, case when mx = mn then 100e0 else 100e0*(x-mn)/(mx-mn) end from gm join gmm using (ind, cohort)
  union all select gx.pid, gx.ind, gx.x, ${aggregated} from gx where gx.rule not in ('rank','minmax')),
${weightTable}
${rows}`;

export const final = `
with c as (select pid, sum(points) t, min(cap) cap from expl group by pid),
s as (select c.pid, p.cohort, cap, floor(least(t, coalesce(cap, 1e9))*10000+0.5e0)/10000 score from c join people p on p.pid = c.pid),
r as (select *, rank() over (partition by cohort order by score desc) rk,
  count(*) over (partition by cohort order by score desc) hi, count(*) over (partition by cohort) n from s)
select pid, cohort, score, rk, case when cap is null and score >= 60 and hi*10 <= n*2 then 'A'
  when cap is null and score >= 60 and hi*10 <= n*6 then 'B' when score >= 60 then 'C' else 'D' end grade from r`;

/** As compute-ours.ts sums: scores, ranks, and every explanation row. */
export const checksum = [
  "select sum(cast(round(score*10000) as bigint)*(pid%1009+1)) || ' ' || sum(rk*(pid%1009+1)) as c from final",
  "select count(*) || ' ' || sum(cast(floor((round(points*1e9)+371.9)/1000) as bigint)*(pid%1009+1)*(ind+1)) as c from expl",
];

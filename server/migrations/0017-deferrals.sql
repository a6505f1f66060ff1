-- Stage `deferrals` writes these: a person's grade is not determined for now. That it is so, and until when, is all that a result
-- knows; why, by which document and by whom stands in tables of its own, which no other stage reads (docs/decisions/0046).
create table deferral (
  id integer generated always as identity primary key,
  programme text not null references programme,
  subject text not null,
  -- the cycle whose grade is withheld
  period text not null,
  set_at timestamptz not null default clock_timestamp()
);
create index deferral_subject on deferral (programme, subject);
create trigger append_only before update or delete or truncate on deferral execute function refuse_change();

create table deferral_end (
  deferral integer primary key references deferral,
  ended_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on deferral_end execute function refuse_change();

create table deferral_cause (
  deferral integer primary key references deferral,
  cause text not null check (cause in ('open-case', 'probation', 'long-leave', 'demerit', 'heavier-sanction', 'removal', 'short-service')),
  -- the day from which it holds by its document
  first_day date not null,
  document text not null check (document <> ''),
  reason text not null check (reason <> ''),
  set_by text not null
);
create trigger append_only before update or delete or truncate on deferral_cause execute function refuse_change();

create table deferral_end_cause (
  deferral integer primary key references deferral_end,
  document text not null check (document <> ''),
  reason text not null check (reason <> ''),
  ended_by text not null
);
create trigger append_only before update or delete or truncate on deferral_end_cause execute function refuse_change();

-- Whose grade nobody reads, in which runs: those over the cycle, whenever they were computed, as long as one deferral stands.
create view withheld_grade as
  select r.id as run, d.subject from deferral d join run r on r.programme = d.programme and r.period = d.period
  where not exists (select from deferral_end e where e.deferral = d.id);

-- As before; a withheld grade reads '#deferred', which no scheme can call a grade, and its reasons and band are not there. The
-- stored row stays as the run wrote it: whoever computes a run again compares with `result`.
create or replace view run_result as
  select d.run, d.subject, d.type, d.name, d.sort, d.unit, d.team, d.list, d.standing, d.score, d.exact, d.cohort, d.rank,
    d.rank_of,
    case when exists (select from withheld_grade w where w.run = d.run and w.subject = d.subject) then '#deferred' else d.grade end as grade,
    case when exists (select from withheld_grade w where w.run = d.run and w.subject = d.subject) then '[]' else d.grade_reasons end as grade_reasons,
    case when exists (select from withheld_grade w where w.run = d.run and w.subject = d.subject) then null else d.band end as band,
    d.red_lines, d.missing, d.largest_loss, d.nodes, d.run as source, d.points_digest
  from result d
  union all
  select r.id, b.subject, b.type, b.name, b.sort, b.unit, b.team, b.list, b.standing, b.score, b.exact, b.cohort,
    b.rank + coalesce((select s.shift from rank_shift s
      where s.run = r.id and s.cohort = b.cohort and b.rank between s.from_rank and s.to_rank), 0),
    (select c.size from cohort_result c where c.run = r.id and c.cohort = b.cohort),
    case when exists (select from withheld_grade w where w.run = r.id and w.subject = b.subject) then '#deferred' else b.grade end,
    case when exists (select from withheld_grade w where w.run = r.id and w.subject = b.subject) then '[]' else b.grade_reasons end,
    case when exists (select from withheld_grade w where w.run = r.id and w.subject = b.subject) then null else b.band end,
    b.red_lines, b.missing, b.largest_loss, b.nodes, b.run, b.points_digest
  from run r join result b on b.run = r.base
  where not exists (select 1 from result d where d.run = r.id and d.subject = b.subject);

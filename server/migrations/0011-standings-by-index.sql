-- A page of a standing is read in the order of an index, also of a run that stores what differs: so many rows of the run
-- itself, so many of its base, and the first of both (docs/decisions/0035).
drop index result_order;
create index result_order on result (run, type, sort, subject collate "C");
create index result_score on result (run, type, score, subject collate "C");
create index result_cohort on result (run, cohort) where cohort is not null;

-- How the scores of all subjects of a type are spread, told with the run that has them. Absent in runs of earlier versions:
-- their scores are counted when somebody asks.
create table score_distribution (
  run integer not null references run,
  type text not null check (type in ('unit', 'team', 'official')),
  total integer not null check (total > 0),
  unscored integer not null check (unscored between 0 and total),
  -- [{"from", "to", "count"}, …]
  bins jsonb not null,
  primary key (run, type)
);
create trigger append_only before update or delete or truncate on score_distribution execute function refuse_change();

-- 16 bytes of the SHA-256 over the points of a result and the nodes they are of: where two results have the same, nobody needs
-- to look at their points. Null in runs of earlier versions.
alter table result add column points_digest uuid;

-- As before, with places and sizes looked up row by row where they are asked for: joined, a planner that has no statistics
-- about the newest run goes through all of its cohorts for each row.
create or replace view run_result as
  select d.run, d.subject, d.type, d.name, d.sort, d.unit, d.team, d.list, d.standing, d.score, d.exact, d.cohort, d.rank,
    d.rank_of, d.grade, d.grade_reasons, d.band, d.red_lines, d.missing, d.largest_loss, d.nodes, d.run as source,
    d.points_digest
  from result d
  union all
  select r.id, b.subject, b.type, b.name, b.sort, b.unit, b.team, b.list, b.standing, b.score, b.exact, b.cohort,
    b.rank + coalesce((select s.shift from rank_shift s
      where s.run = r.id and s.cohort = b.cohort and b.rank between s.from_rank and s.to_rank), 0),
    (select c.size from cohort_result c where c.run = r.id and c.cohort = b.cohort),
    b.grade, b.grade_reasons, b.band, b.red_lines, b.missing, b.largest_loss, b.nodes, b.run, b.points_digest
  from run r join result b on b.run = r.base
  where not exists (select 1 from result d where d.run = r.id and d.subject = b.subject);

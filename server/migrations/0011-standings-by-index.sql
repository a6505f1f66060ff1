-- A page of a standing is read in the order of an index, also of a run that stores what differs: so many rows of the run
-- itself, so many of its base, and the first of both (docs/decisions/0035).
drop index result_order;
create index result_order on result (run, type, sort, subject collate "C");
create index result_score on result (run, type, score, subject collate "C");
create index result_cohort on result (run, cohort) where cohort is not null;

-- How often each score stands in a run that is stored whole; null: none was formed. Of a run that stores what differs, the
-- counts are its base's, less the rows that it replaces, and those rows.
create table score_count (
  run integer not null references run,
  type text not null check (type in ('unit', 'team', 'official')),
  score numeric,
  n integer not null check (n > 0),
  unique nulls not distinct (run, type, score)
);
insert into score_count (run, type, score, n)
  select r.run, r.type, r.score, count(*) from result r join run on run.id = r.run and run.base is null and run.state = 'done'
  group by r.run, r.type, r.score;
create trigger append_only before update or delete or truncate on score_count execute function refuse_change();

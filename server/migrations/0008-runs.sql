-- Stage `scoring` writes these. Results by column: one slim row per subject for the standings, the points of its nodes as
-- doubles beside it, and runs that store only what differs from an earlier, complete one. Readers use the views
-- `run_result`, `run_place` and `explanation_row`: there a run is whole, however it is stored. Runs of earlier versions
-- (nodes as exact texts in `result.nodes`) stay as they were written and read the same way.

alter table run
  -- texts: every node in result.nodes. columns: in run_list and result_points.
  add column stored text not null default 'texts' check (stored in ('texts', 'columns')),
  -- A complete run from which everything is taken that this one does not say itself.
  add column base integer references run,
  add column phase text check (phase in ('reading', 'computing', 'writing')),
  add column started_at timestamptz,
  add column asked_by text,
  -- How often a process began it. Put back when it ends in order, so that it counts the crashes.
  add column attempts integer not null default 0,
  -- Who asked for its end, and when; the state follows as soon as the work has stopped.
  add column cancel_by text,
  add column cancel_at timestamptz,
  -- Subjects scored in this run; the others were taken from the run before, with the same result.
  add column scored integer,
  add column complete integer,
  add column provisional integer,
  add column not_formed integer,
  add check ((cancel_by is null) = (cancel_at is null)),
  add check (base is null or stored = 'columns'),
  add check (stored = 'texts' or state <> 'done' or (complete is not null and provisional is not null and not_formed is not null));

-- The same question that waits twice is one question.
update run r set state = 'cancelled', cancel_by = 'biaochi', cancel_at = clock_timestamp(), finished_at = clock_timestamp()
  where state in ('queued', 'running') and exists (
    select 1 from run e where e.id < r.id and e.state in ('queued', 'running') and (e.programme, e.scheme, e.version, e.period, e.recording)
      = (r.programme, r.scheme, r.version, r.period, r.recording));
create unique index run_asked on run (programme, scheme, version, period, recording) where state in ('queued', 'running');
create index run_content on run (programme, scheme_digest, period, facts_digest) where state = 'done';

alter table result alter column nodes drop not null;
-- 100,000 look-ups of one row that cannot go away (a run is never removed, and its results come in one transaction with its
-- end) were a third of the time of writing.
alter table result drop constraint result_run_fkey;

-- The nodes of a list, in the order of the list; the arrays of `result_points` have the same order.
create table run_list (
  run integer not null references run,
  list text not null,
  paths text[] not null,
  kinds text[] not null,
  -- What each node can bring where `result_points` says nothing else.
  full_marks float8[] not null,
  primary key (run, list),
  check (cardinality(paths) = cardinality(kinds) and cardinality(paths) = cardinality(full_marks))
);
create trigger append_only before update or delete or truncate on run_list execute function refuse_change();

-- Points to about 1e-9, for pages, comparisons and statistics; exact ones are computed again when somebody asks why.
create table result_points (
  run integer not null,
  subject text not null,
  -- null: as run_list says
  full_marks float8[],
  -- NaN: the node is not on the subject's list
  points float8[] not null,
  -- one byte per node: 0 present, 1 missing, 2 not applicable, 3 exempt, 4 late. null: all present
  states bytea,
  primary key (run, subject)
);
alter table result_points alter column full_marks set storage external, alter column points set storage external, alter column states set storage external;
create trigger append_only before update or delete or truncate on result_points execute function refuse_change();

-- Where a corrected subject moves up, everybody between moves down by one: said once, not per subject. Holds for the
-- subjects that the run takes from its base: those who had a place in [from_rank, to_rank] there are `shift` further down.
create table rank_shift (
  run integer not null references run,
  cohort text not null,
  from_rank numeric not null,
  to_rank numeric not null,
  shift numeric not null,
  primary key (run, cohort, from_rank),
  check (from_rank <= to_rank)
);
create trigger append_only before update or delete or truncate on rank_shift execute function refuse_change();

alter table cohort_result
  -- The type and order of its first member; null: to be looked up (texts).
  add column type text check (type in ('unit', 'team', 'official')),
  add column sort integer,
  -- The run whose cohort_place rows hold; null: this one.
  add column places_from integer references run;

-- Every run as a whole: its own rows, and those of its base that it does not replace. `source` is the run whose row it is.
create view run_result as
  select d.run, d.subject, d.type, d.name, d.sort, d.unit, d.team, d.list, d.standing, d.score, d.exact, d.cohort, d.rank,
    d.rank_of, d.grade, d.grade_reasons, d.band, d.red_lines, d.missing, d.largest_loss, d.nodes, d.run as source
  from result d
  union all
  select r.id, b.subject, b.type, b.name, b.sort, b.unit, b.team, b.list, b.standing, b.score, b.exact, b.cohort,
    b.rank + coalesce(s.shift, 0), c.size,
    b.grade, b.grade_reasons, b.band, b.red_lines, b.missing, b.largest_loss, b.nodes, b.run
  from run r join result b on b.run = r.base
  left join rank_shift s on s.run = r.id and s.cohort = b.cohort and b.rank between s.from_rank and s.to_rank
  left join cohort_result c on c.run = r.id and c.cohort = b.cohort
  where not exists (select 1 from result d where d.run = r.id and d.subject = b.subject);

-- Places in every cohort. By column, the first cohort stands in the result and the others in cohort_place.
create view run_place as
  select p.run, p.cohort, p.subject, p.rank, p.rank_of
  from run_result p join run on run.id = p.run and run.stored = 'columns' where p.cohort is not null
  union all
  select c.run, c.cohort, p.subject, p.rank, c.size
  from cohort_result c join cohort_place p on p.run = coalesce(c.places_from, c.run) and p.cohort = c.cohort;

create function float_of(exact text) returns float8 language sql immutable strict parallel safe
  return case when strpos(exact, '/') > 0 then split_part(exact, '/', 1)::float8 / split_part(exact, '/', 2)::float8 else exact::float8 end;

-- Whether two sets of nodes have different points at some node, by path and kind; a node that is not there has 0.
create function points_differ(a_paths text[], a_kinds text[], a float8[], b_paths text[], b_kinds text[], b float8[])
  returns boolean language sql immutable parallel safe
  return (a is distinct from b or a_paths is distinct from b_paths) and exists (
    select from unnest(a_paths, a_kinds, a) x (path, kind, points)
    full join unnest(b_paths, b_kinds, b) y (path, kind, points) on y.path = x.path and y.kind = x.kind
    where abs(coalesce(nullif(x.points, 'NaN'), 0) - coalesce(nullif(y.points, 'NaN'), 0)) > 1e-9);

-- The readable explanation of every result: what each node could bring and did bring to the score.
create view explanation_row as
  select r.run, r.subject, r.list, n.position::integer as position, n.path, n.kind,
    coalesce(p.full_marks[n.position], n.full_marks) as full_marks, n.points,
    case when p.states is not null then case get_byte(p.states, n.position::integer - 1)
      when 1 then 'missing' when 2 then 'not-applicable' when 3 then 'exempt' when 4 then 'late' end end as absence
  from run_result r
  join run_list l on l.run = r.source and l.list = r.list
  join result_points p on p.run = r.source and p.subject = r.subject
  cross join lateral unnest(l.paths, l.kinds, l.full_marks, p.points) with ordinality n (path, kind, full_marks, points, position)
  where n.points <> 'NaN'
  union all
  select r.run, r.subject, r.list, n.position::integer, n.node->>0, n.node->>1, float_of(n.node->>2), float_of(n.node->>3), n.node->>4
  from run_result r cross join lateral jsonb_array_elements(r.nodes) with ordinality n (node, position);

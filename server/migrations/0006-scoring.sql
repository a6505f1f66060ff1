-- Stage `scoring` writes these.

-- One computation: a scheme version + the facts up to a recording → results. A result is a function of four digests.
create table run (
  id integer generated always as identity primary key,
  programme text not null,
  scheme text not null,
  version integer not null,
  period text not null,
  recording integer not null references recording,
  as_of timestamptz not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  rows_done integer not null default 0,
  rows_total integer not null default 0,
  queued_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  fact_count integer,
  scheme_digest text not null,
  -- the rulebook joins in a later stage
  rulebook_digest text,
  facts_digest text,
  engine text,
  engine_digest text,
  result_digest text,
  findings jsonb not null default '[]',
  quotas jsonb not null default '[]',
  allocations jsonb not null default '[]',
  failure jsonb,
  foreign key (programme, scheme, version) references scheme_version,
  check (state <> 'done' or (facts_digest is not null and engine_digest is not null and result_digest is not null)),
  check ((state = 'failed') = (failure is not null))
);
create index run_programme on run (programme, id desc);
create index run_waiting on run (id) where state in ('queued', 'running');

-- A finished run is history: it stays as it was written.
create function refuse_run_change() returns trigger language plpgsql as $$
begin
  if old.state in ('done', 'failed', 'cancelled') then
    raise exception 'run % is finished and stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger finished_stays before update on run for each row execute function refuse_run_change();
create trigger never_removed before delete or truncate on run execute function refuse_change();

-- One row per subject, as it was at the run: name, unit and order are kept with it.
create table result (
  run integer not null references run,
  subject text not null,
  type text not null check (type in ('unit', 'team', 'official')),
  name jsonb not null,
  sort integer not null,
  unit text,
  team text,
  list text not null,
  standing text not null check (standing in ('complete', 'provisional', 'not-formed')),
  score numeric,
  exact exact_text,
  cohort text,
  rank numeric,
  rank_of integer,
  grade text,
  grade_reasons jsonb not null,
  band text,
  red_lines jsonb not null,
  missing jsonb not null,
  -- [path, points]: the item, deduction or limit where most was lost
  largest_loss jsonb,
  -- [path, kind, full, points | null, absence | null] per node, in the order of the list
  nodes jsonb not null,
  primary key (run, subject),
  check ((score is null) = (standing = 'not-formed'))
);
create index result_order on result (run, type, sort, subject);
create index result_unit on result (run, unit);
create trigger append_only before update or delete or truncate on result execute function refuse_change();

create table cohort_result (
  run integer not null references run,
  cohort text not null,
  size integer not null,
  spread jsonb,
  primary key (run, cohort)
);
create trigger append_only before update or delete or truncate on cohort_result execute function refuse_change();

-- A subject's place in every cohort that it is ranked in; the first of them stands in `result` too.
create table cohort_place (
  run integer not null references run,
  cohort text not null,
  subject text not null,
  rank numeric not null,
  rank_of integer not null,
  primary key (run, cohort, subject)
);
create index cohort_place_subject on cohort_place (run, subject);
create trigger append_only before update or delete or truncate on cohort_place execute function refuse_change();

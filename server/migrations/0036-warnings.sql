-- Early warning (docs/decisions/0069). Stage `intake`, part `warnings`, writes these.

-- When a projection is yellow or red. Version 0 is the one that the product comes with and stands in no row.
create table warning_threshold (
  programme text not null references programme,
  version integer not null check (version >= 1),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  reason text not null check (reason <> ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (programme, version)
);
create trigger append_only before update or delete or truncate on warning_threshold execute function refuse_change();

-- A red line or target of one unit in one period, as it was seen last. What it was before stands in its steps.
create table warning (
  id integer generated always as identity unique,
  programme text not null references programme,
  -- 'red-line:debt', 'target:usual/individual/key-tasks'
  rule text not null check (rule <> ''),
  subject text not null,
  period text not null,
  kind text not null check (kind in ('red-line', 'target')),
  indicator text not null,
  state text not null check (state in ('red', 'yellow', 'calm', 'unsaid')),
  -- the projection with everything that it rests on
  basis jsonb not null check (jsonb_typeof(basis) = 'object'),
  looked_on date not null,
  -- first yellow or red, and first red, before the end of the period
  warned_on date,
  red_on date,
  -- asked for a remedy until then
  due date,
  -- computed afterwards, as it would have been on its day
  is_replayed boolean not null,
  primary key (programme, rule, subject, period),
  check (red_on is null or warned_on <= red_on),
  check (due is null or red_on is not null)
);
create index warning_state on warning (programme, period, state);
create trigger never_removed before delete or truncate on warning execute function refuse_change();

create table warning_step (
  id bigint generated always as identity primary key,
  warning integer not null references warning (id),
  day date not null,
  state text not null check (state in ('red', 'yellow', 'calm', 'unsaid')),
  -- exact; none where nothing can be said
  value text
);
create index warning_step_warning on warning_step (warning, id);
create trigger append_only before update or delete or truncate on warning_step execute function refuse_change();

-- What the unit does about it. Nothing follows from it by itself.
create table warning_remedy (
  id integer generated always as identity primary key,
  warning integer not null references warning (id),
  what text not null check (what <> ''),
  who text not null check (who <> ''),
  until date not null,
  answered_by text not null,
  answered_at timestamptz not null default clock_timestamp()
);
create index warning_remedy_warning on warning_remedy (warning, id);
create trigger append_only before update or delete or truncate on warning_remedy execute function refuse_change();

-- What came of it, once every figure of the period is there. A corrected figure decides anew; the newest counts.
create table warning_outcome (
  id bigint generated always as identity primary key,
  warning integer not null references warning (id),
  outcome text not null check (outcome in ('came-true', 'averted', 'false-alarm', 'missed', 'quiet')),
  value text not null,
  lead_days integer check (lead_days >= 0),
  decided_on date not null
);
create index warning_outcome_warning on warning_outcome (warning, id);
create trigger append_only before update or delete or truncate on warning_outcome execute function refuse_change();

-- What has been looked at: a day, with what was recorded, which schemes and which thresholds. Looked at once more it gives the same.
create table warning_look (
  programme text not null references programme,
  day date not null,
  cause text not null check (cause <> ''),
  done_at timestamptz not null default clock_timestamp(),
  primary key (programme, day, cause)
);
create trigger append_only before update or delete or truncate on warning_look execute function refuse_change();

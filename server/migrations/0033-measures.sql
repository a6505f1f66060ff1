-- From records to figures (docs/decisions/0067). Stage `intake`, part `measures`, writes these.

-- A field is read as what its stream says it is. A stream changes and its records stay: what is written otherwise is absent, and stops
-- no computation. The shape keeps words such as "now" out; whether there is such a day the cast itself knows best, and is four times as
-- quick as a pattern.
create function read_day(written text) returns date language plpgsql stable as $$
begin
  if written not like '____-__-__' then return null; end if;
  return written::date;
exception when others then return null;
end $$;
create function read_instant(written text) returns timestamptz language plpgsql stable as $$
begin
  if written not like '____-__-__T__:__:__%' or substr(written, 12, 2) > '23' or substr(written, 18, 2) > '59' then return null; end if;
  return written::timestamptz;
exception when others then return null;
end $$;
create function read_number(written text) returns numeric language sql stable parallel safe as $$
  select case when length(written) <= 100 and written ~ '^-?\d+(\.\d+)?$' then written::numeric end
$$;

-- Working days up to and with a day, counted from 5 January 1970, a Monday: weekends by the week, and by how much the calendar
-- differs from them, day by day from its first one on. Beyond it only weekends are told apart. The difference of two such
-- counts is the number of working days from the day after the one to the other.
create function working_days_until(day date, first date, differences integer[]) returns integer language sql immutable parallel safe as $$
  select (5 * floor((day - date '1970-01-05') / 7.0) + least(1 + ((day - date '1970-01-05') % 7 + 7) % 7, 5))::integer
    + case when day < first or cardinality(differences) = 0 then 0 else differences[least(day - first + 1, cardinality(differences))] end
$$;

-- The newest version of each measure, ended ones too.
create view newest_measure as
  select distinct on (programme, measure) * from measure_version order by programme, measure, version desc;

-- What of what arrived has entered the figures: a cause is done once it stands here.
create table measure_cause (
  programme text not null,
  measure text not null,
  version integer not null,
  -- 'version', 'stream:3', 'codes:17:2', 'run:12:done:1', 'contest:5'
  cause text not null check (cause <> ''),
  done_at timestamptz not null default clock_timestamp(),
  primary key (programme, measure, version, cause)
);
create trigger append_only before update or delete or truncate on measure_cause execute function refuse_change();

-- What a figure would be now and is not, because something stands against it.
create table late_revision (
  id bigint generated always as identity primary key,
  programme text not null references programme,
  measure text not null,
  version integer not null,
  subject text not null,
  indicator text not null,
  period text not null,
  why text not null check (why in ('period-closed', 'corrected', 'other-source')),
  -- the fact that stands; none where the period was closed before there was one
  fact text,
  -- exact; null: not applicable
  old_value text,
  new_value text,
  records integer not null check (records >= 0),
  run bigint not null references arrival_run,
  found_at timestamptz not null default clock_timestamp()
);
create index late_revision_place on late_revision (programme, measure, subject, period, id desc);
create trigger append_only before update or delete or truncate on late_revision execute function refuse_change();

-- 剔除、改派: a unit holds that a record is not to count for it, or for another.
create table record_contest (
  id integer generated always as identity primary key,
  programme text not null references programme,
  stream text not null,
  key text not null check (key <> ''),
  -- for whom it counted when it was contested
  unit text not null,
  -- to whom it belongs; null: to nobody, it is left out
  to_unit text check (to_unit <> unit),
  reason text not null check (reason <> ''),
  evidence text check (evidence <> ''),
  raised_by text not null,
  raised_at timestamptz not null default clock_timestamp(),
  due date not null,
  -- reckoned over days of which no holidays are known yet
  due_provisional boolean not null
);
create index record_contest_key on record_contest (programme, stream, key);
create trigger append_only before update or delete or truncate on record_contest execute function refuse_change();

create table record_contest_decision (
  contest integer primary key references record_contest,
  accepted boolean not null,
  reason text not null check (reason <> ''),
  decided_by text not null,
  decided_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on record_contest_decision execute function refuse_change();

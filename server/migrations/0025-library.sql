-- The library of indicators; stage `schemes` (its part `library`) writes all of it. Nothing in it is changed or removed: a version
-- follows a version, and one that is ended is a version that says so.
create table library_version (
  programme text not null references programme,
  indicator text not null check (indicator <> ''),
  version integer not null check (version >= 1),
  -- what the engine calls a LibraryIndicator
  content jsonb not null check (jsonb_typeof(content) = 'object' and content->>'id' = indicator),
  owner text generated always as (content->>'owner') stored,
  source_kind text generated always as (content->'source'->>'kind') stored,
  dimension text generated always as (content->>'dimension') stored,
  is_ended boolean not null,
  -- from a scheme that was there before the library
  is_taken_over boolean not null,
  -- the exceptions on which it rests
  exceptions integer[] not null default '{}',
  document text check (document <> ''),
  reason text not null check (reason <> ''),
  author text not null,
  -- the day in the city
  day date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (programme, indicator, version)
);
create trigger append_only before update or delete or truncate on library_version execute function refuse_change();

-- As the newest version has each.
create view library_indicator as
  select distinct on (programme, indicator) * from library_version order by programme, indicator, version desc;

-- A block that somebody lets stand: which, for what, by which document, who signed it, until when. Asked for by one, decided by
-- another, decided once.
create table library_exception (
  id integer generated always as identity primary key,
  programme text not null references programme,
  block text not null check (block in ('duplicate', 'monitored', 'one-in-one-out', 'sunset-passed', 'second-appraisal')),
  -- the indicator that it lets stand; of a second appraisal the indicator that it appraises again
  indicator text not null check (indicator <> ''),
  -- beside which other one; of a second appraisal the department
  other text check (other <> ''),
  document text not null check (document <> ''),
  signer text not null check (signer <> ''),
  reason text not null check (reason <> ''),
  last_day date not null,
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  decision_reason text,
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (approved is null)),
  check (decided_by <> asked_by),
  check (approved is not false or decision_reason <> '')
);
create index library_exception_indicator on library_exception (programme, indicator);
create function guard_library_exception() returns trigger language plpgsql as $$
begin
  if old.decided_at is null and new.decided_at is not null
      and to_jsonb(new) - array['decided_by', 'decided_at', 'approved', 'decision_reason']
        = to_jsonb(old) - array['decided_by', 'decided_at', 'approved', 'decision_reason'] then
    return new;
  end if;
  raise exception 'exception % stays as it was asked and decided', old.id using errcode = 'restrict_violation';
end $$;
create trigger append_only before update on library_exception for each row execute function guard_library_exception();
create trigger never_removed before delete or truncate on library_exception execute function refuse_change();

-- Every appraisal beside this one, and every inspection that a statute orders: by whom, on what document, what it costs a unit.
create table library_appraisal (
  id integer generated always as identity primary key,
  programme text not null references programme,
  kind text not null check (kind in ('appraisal', 'inspection')),
  -- a unit
  department text not null check (department <> ''),
  title text not null check (title <> ''),
  -- what it looks at, in words
  matter text not null check (matter <> ''),
  -- the statute, or the document that orders it
  document text not null check (document <> ''),
  units integer not null check (units >= 1),
  times integer not null check (times >= 1),
  minutes integer not null check (minutes >= 0),
  exceptions integer[] not null default '{}',
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  end_reason text check (end_reason <> ''),
  check ((ended_by is null) = (ended_at is null) and (ended_by is null) = (end_reason is null))
);
create index library_appraisal_programme on library_appraisal (programme, id);
create function guard_library_appraisal() returns trigger language plpgsql as $$
begin
  if old.ended_at is null and new.ended_at is not null
      and to_jsonb(new) - array['ended_by', 'ended_at', 'end_reason'] = to_jsonb(old) - array['ended_by', 'ended_at', 'end_reason'] then
    return new;
  end if;
  raise exception 'appraisal % stays as it was registered', old.id using errcode = 'restrict_violation';
end $$;
create trigger append_only before update on library_appraisal for each row execute function guard_library_appraisal();
create trigger never_removed before delete or truncate on library_appraisal execute function refuse_change();

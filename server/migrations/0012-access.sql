-- Who may do what: accounts of people, and what was granted to them. Stage `registry` writes body, `access` account, session
-- and role_grant, `scoring` run_release.

-- Committees, authorities, meetings: those who decide. `units` are the units on whose people it decides; none: on the city's.
create table body (
  programme text not null references programme,
  id text not null check (id <> ''),
  name jsonb not null,
  units text[] not null default '{}',
  primary key (programme, id)
);

-- Everything that an account may do is granted, to somebody, by somebody, confirmed by somebody else, from a day on.
create table role_grant (
  id integer generated always as identity primary key,
  account text not null references account,
  role text not null check (role in ('organiser', 'owner', 'head', 'liaison', 'deputy', 'section-head', 'committee-member', 'clerk',
    'authority', 'discipline', 'auditor', 'case-officer', 'official', 'system-administrator', 'security-administrator',
    'audit-administrator')),
  reach text not null check (reach in ('city', 'units', 'people', 'indicators', 'body', 'self', 'installation')),
  programme text references programme,
  -- units, people, indicators, or one body
  things text[] not null default '{}',
  first_day date not null,
  -- the last day on which it holds
  last_day date,
  reason text not null check (reason <> ''),
  given_by text not null,
  given_at timestamptz not null default clock_timestamp(),
  confirmed_by text,
  confirmed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  check (confirmed_by <> given_by),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((ended_by is null) = (ended_at is null)),
  check (last_day >= first_day),
  check ((reach in ('city', 'installation')) = (programme is null)),
  check ((reach in ('units', 'people', 'indicators', 'body')) = (cardinality(things) > 0)),
  check (reach <> 'body' or cardinality(things) = 1)
);
create index role_grant_account on role_grant (account);

-- What was granted stays on record as it was: it is confirmed once and ended once.
create function refuse_grant_change() returns trigger language plpgsql as $$
begin
  if (new.account, new.role, new.reach, new.programme, new.things, new.first_day, new.last_day, new.reason, new.given_by, new.given_at)
      is distinct from (old.account, old.role, old.reach, old.programme, old.things, old.first_day, old.last_day, old.reason, old.given_by, old.given_at)
    or (old.confirmed_at is not null and (new.confirmed_by, new.confirmed_at) is distinct from (old.confirmed_by, old.confirmed_at))
    or (old.ended_at is not null and (new.ended_by, new.ended_at, new.end_reason) is distinct from (old.ended_by, old.ended_at, old.end_reason)) then
    raise exception 'grant % stays as it was given; end it and give another', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger grant_stays before update on role_grant for each row execute function refuse_grant_change();
create trigger never_removed before delete or truncate on role_grant execute function refuse_change();

-- The accounts of earlier versions were a demo's, with one role each.
insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by, confirmed_by, confirmed_at)
select id, role, case role when 'organiser' then 'city' when 'head' then 'units' else 'self' end,
  case role when 'organiser' then null else programme end, case role when 'head' then array[unit] else '{}' end,
  date '2000-01-01', 'demo', 'biaochi', 'demo', clock_timestamp()
from account;
insert into role_grant (account, role, reach, programme, first_day, reason, given_by, confirmed_by, confirmed_at)
select id, 'official', 'self', programme, date '2000-01-01', 'demo', 'biaochi', 'demo', clock_timestamp()
from account where role = 'head' and self is not null;

alter table account
  drop column role, drop column unit, drop column team, -- their checks go with them
  alter column programme drop not null,
  -- the number by which the personnel system and the single sign-on know the person
  add column staff_number text unique check (staff_number <> ''),
  add column state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  add column created_at timestamptz not null default clock_timestamp(),
  add check (self is null or programme is not null);

-- Results on their way to those concerned: the newest step stands in the run, every step with its reason here.
alter table run add column release text not null default 'provisional'
  check (release in ('provisional', 'in-verification', 'for-meeting', 'after-meeting', 'issued')),
  add check (release = 'provisional' or state = 'done');
-- A finished run is history: it stays as it was written. Who may see it goes on.
create or replace function refuse_run_change() returns trigger language plpgsql as $$
begin
  if old.state in ('done', 'failed', 'cancelled')
      and (old.state <> 'done' or to_jsonb(new) - 'release' <> to_jsonb(old) - 'release' or old.release = 'issued') then
    raise exception 'run % is finished and stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- What could be seen by everybody concerned before there were steps stays so.
update run set release = 'issued' where state = 'done';
create table run_release (
  run integer not null references run,
  position integer generated always as identity,
  release text not null,
  document text,
  reason text not null check (reason <> ''),
  released_by text not null,
  released_at timestamptz not null default clock_timestamp(),
  primary key (run, position)
);
create trigger append_only before update or delete or truncate on run_release execute function refuse_change();
insert into run_release (run, release, reason, released_by)
select id, release, 'shown to everybody concerned by an earlier version', 'biaochi' from run where state = 'done' order by id;

-- An order for documents remembers the roles of whoever gave it, and the reach in its new form.
alter table document_job alter column role type text[] using array[role];
alter table document_job rename column role to roles;
alter table document_job alter column scope type jsonb using jsonb_build_array(jsonb_build_object(
  'role', roles[1],
  'reach', case scope->>'kind'
    when 'unit' then jsonb_build_object('kind', 'units', 'programme', scope->'programme', 'units', jsonb_build_array(scope->'unit'))
    else scope end,
  'releases', jsonb_build_array('provisional', 'in-verification', 'for-meeting', 'after-meeting', 'issued')));

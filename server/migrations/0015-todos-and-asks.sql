-- `platform/` owns these; every stage writes them in the transaction of the deed itself.

-- What waits for whom, until when. For one account, or for whoever holds a role that reaches the unit: so it stays with the
-- post when a person changes.
create table todo (
  id integer generated always as identity primary key,
  -- what it is about: the same thing waits once
  key text not null check (key <> ''),
  kind text not null check (kind <> ''),
  params jsonb not null default '{}',
  account text references account,
  role text,
  programme text references programme,
  unit text,
  -- the page on which it is done
  path text not null check (path like '/%'),
  due date,
  minutes smallint not null check (minutes between 1 and 600),
  made_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  done_by text,
  check ((account is null) <> (role is null)),
  check ((unit is null) or (programme is not null and role is not null)),
  check ((done_at is null) = (done_by is null))
);
create unique index todo_waiting on todo (key) where done_at is null;
create index todo_account on todo (account) where done_at is null;
create index todo_role on todo (role, programme, unit) where done_at is null;
create trigger never_removed before delete or truncate on todo execute function refuse_change();

-- What was asked of whom, by whom, why, and what it costs them by a stated model: the burden. Never rewritten.
create table ask (
  id bigint generated always as identity primary key,
  kind text not null check (kind <> ''),
  programme text references programme,
  -- a unit or an official
  subject text not null,
  asked_by text not null,
  reason text not null check (reason <> ''),
  minutes smallint not null check (minutes between 1 and 600),
  asked_at timestamptz not null default clock_timestamp()
);
create index ask_subject on ask (programme, subject);
create trigger append_only before update or delete or truncate on ask execute function refuse_change();

-- What administrators decide on pages: links for passwords, settings, sessions of others, lost second factors. Stage `access`
-- writes all of it.

-- Keyed digest of the address from which a session was begun; the address itself stands nowhere.
alter table session add column place text check (place ~ '^[A-Za-z0-9_-]{22}$');

-- What was done to an account or its sessions, by whom and why.
create table account_act (
  id integer generated always as identity primary key,
  account text not null references account,
  act text not null check (act in ('active', 'suspended', 'closed', 'session-ended', 'sessions-ended')),
  reason text not null check (reason <> ''),
  acted_by text not null,
  acted_at timestamptz not null
);
create index account_act_account on account_act (account);
create trigger append_only before update or delete or truncate on account_act execute function refuse_change();

-- A link for a first or a new password, asked for on a page. Of a twofold one a second person confirms that it is wanted.
create table password_link (
  id integer generated always as identity primary key,
  account text not null references account,
  reason text not null check (reason <> ''),
  is_twofold boolean not null,
  asked_by text not null,
  asked_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  -- the link itself, once it was taken
  token_sha256 bytea unique references set_up_link,
  check (confirmed_by <> asked_by),
  check (confirmed_by <> account),
  check (asked_by <> account),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((ended_by is null) = (ended_at is null)),
  check (token_sha256 is null or not is_twofold or confirmed_at is not null)
);
create unique index password_link_open on password_link (account) where token_sha256 is null and ended_at is null;
create trigger never_removed before delete or truncate on password_link execute function refuse_change();

-- What the security administrator set, and what it was before. What weakens is done when a second person has confirmed it.
create table setting_change (
  id integer generated always as identity primary key,
  setting text not null check (setting in ('idleMinutes', 'passwordDays')),
  before integer not null,
  after integer not null check (after >= 0 and after <> before),
  reason text not null check (reason <> ''),
  is_twofold boolean not null,
  asked_by text not null,
  asked_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  -- from when on it holds
  done_at timestamptz,
  check (confirmed_by <> asked_by),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((ended_by is null) = (ended_at is null)),
  check (done_at is null or ended_at is null),
  check (done_at is null or not is_twofold or confirmed_at is not null)
);
create unique index setting_change_open on setting_change (setting) where done_at is null and ended_at is null;
create trigger never_removed before delete or truncate on setting_change execute function refuse_change();

-- A recovery that was a mistake is withdrawn or refused.
alter table factor_recovery
  add column ended_by text,
  add column ended_at timestamptz,
  add check ((ended_by is null) = (ended_at is null)),
  add check (ended_at is null or confirmed_at is null);
drop index factor_recovery_open;
create unique index factor_recovery_open on factor_recovery (account) where confirmed_at is null and ended_at is null;

-- The trail is searched by whatever an act was about, word by word.
create index audit_event_thing on audit_event using gin (string_to_array(thing, ' ')) where thing is not null;

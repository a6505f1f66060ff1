-- How people prove who they are: passwords, second factors, set-up links, sign-ins under way. Stage `access` writes all of it.

-- The name that somebody chose for signing in; the staff number opens as well.
alter table account add column sign_in_name text unique check (sign_in_name = lower(sign_in_name) and sign_in_name <> '');

-- The present password and some before it, each as its digest with the parameters that made it.
create table password (
  id integer generated always as identity primary key,
  account text not null references account,
  digest text not null,
  made_at timestamptz not null,
  replaced_at timestamptz
);
create unique index password_present on password (account) where replaced_at is null;

-- The secret is encrypted with a key that is made from the installation's master key, which no backup holds.
create table totp (
  account text primary key references account,
  sealed_secret bytea not null,
  made_at timestamptz not null,
  -- the step of the newest code that was taken: none is taken twice
  last_step bigint not null
);

create table passkey (
  id text primary key,
  account text not null references account,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  device text not null,
  made_at timestamptz not null,
  used_at timestamptz
);
create index passkey_account on passkey (account);

-- Roles whose holders need a second factor, as the security administrator marks them.
create table second_factor_role (role text primary key);
insert into second_factor_role values ('system-administrator'), ('security-administrator'), ('audit-administrator'),
  ('organiser'), ('clerk'), ('authority'), ('discipline');

-- A link that works once: for the account of an administrator, or for a new password.
create table set_up_link (
  token_sha256 bytea primary key check (length(token_sha256) = 32),
  role text,
  account text references account,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((role is null) <> (account is null))
);

-- Somebody between two steps of signing in, or of adding a second factor. The browser holds the token in a cookie.
create table sign_in_step (
  token_sha256 bytea primary key check (length(token_sha256) = 32),
  -- null: nobody is known yet
  account text references account,
  next text not null check (next in ('passkey', 'sso', 'second-factor', 'enrol', 'new-password')),
  -- what has been proved so far, and what the next answer has to match
  proof jsonb not null,
  expires_at timestamptz not null
);
create index sign_in_step_expires_at on sign_in_step (expires_at);

-- Failures since the last success, by account, by name that nobody has, by address. They are counted before they are known.
create table sign_in_failure (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_failure_last_at on sign_in_failure (last_at);

-- A lost second factor is taken away by two people.
create table factor_recovery (
  id integer generated always as identity primary key,
  account text not null references account,
  reason text not null check (reason <> ''),
  asked_by text not null,
  asked_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  check (confirmed_by <> asked_by),
  check ((confirmed_by is null) = (confirmed_at is null))
);
create unique index factor_recovery_open on factor_recovery (account) where confirmed_at is null;

-- Sessions of earlier versions were a demo's; whoever held one signs in again.
delete from session;
alter table session
  add column id integer generated always as identity unique,
  -- how its holder proved who they are
  add column way text not null check (way in ('demo', 'password', 'password+code', 'password+passkey', 'passkey', 'sso', 'sso+code', 'sso+passkey')),
  add column device text not null,
  add column seen_at timestamptz not null,
  -- the single sign-on's own names of the person and of its session
  add column sso_subject text,
  add column sso_session text;
create index session_account on session (account);

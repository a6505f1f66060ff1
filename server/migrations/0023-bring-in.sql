-- Workbooks that come in. Stage `registry` writes these.

-- A programme that somebody has made on the page: for which year. One that came as a dataset folder has its scheme instead.
create table programme_made (
  programme text primary key references programme,
  cycle text not null check (cycle ~ '^\d{4}$'),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on programme_made execute function refuse_change();

-- One workbook on its way in: what it holds is read, mapped, tried, and recorded as a whole or not at all. Until then it is a
-- draft, and nobody else sees anything of it.
create table registry_import (
  id integer generated always as identity primary key,
  programme text not null references programme,
  account text not null,
  -- reading, trying, applying: work waits or is being done. mapping, tried: somebody has to look.
  state text not null check (state in ('mapping', 'reading', 'trying', 'tried', 'applying', 'applied', 'abandoned')),
  -- so that two people at one draft do not overwrite each other
  revision integer not null default 1,
  -- whole: what is absent ends the day before `day`
  extent text not null default 'additional' check (extent in ('whole', 'additional')),
  day date not null,
  role_by_title boolean not null default false,
  reason text,
  mapping jsonb not null default '[]',
  answers jsonb not null default '{}',
  -- what the trial found: counts, what is refused, what is asked
  outcome jsonb,
  -- the newest recording that the trial saw, and the digest of what it would record
  base integer,
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  done integer not null default 0,
  total integer not null default 0,
  -- why work on it ended without a result; what was asked for can be asked for again
  failure text,
  tries integer not null default 0,
  recording integer references recording,
  made_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  check ((state = 'applied') = (recording is not null))
);
create index registry_import_programme on registry_import (programme, id);
create index registry_import_waiting on registry_import (id) where state in ('reading', 'trying', 'applying');
create trigger never_removed before delete or truncate on registry_import execute function refuse_change();

-- The bytes are kept only while they are needed: what was recorded stands in the registry, and the digest tells which file it was.
create table registry_import_file (
  import integer not null references registry_import,
  position integer not null,
  name text not null check (name <> ''),
  size integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea,
  primary key (import, position)
);

-- What the trial would change, entry by entry; gone when the import is over.
create table registry_import_change (
  import integer not null references registry_import,
  position integer not null,
  what text not null check (what in ('new', 'changed', 'ended')),
  kind text not null,
  entry text not null,
  name text not null,
  fields jsonb not null,
  primary key (import, position)
);

-- What was said about a set of headings, so that the same workbook needs nothing the next time.
create table registry_headings (
  programme text not null references programme,
  headings_sha256 text not null check (headings_sha256 ~ '^[0-9a-f]{64}$'),
  holds text,
  columns jsonb not null,
  account text not null,
  said_at timestamptz not null default clock_timestamp(),
  primary key (programme, headings_sha256)
);

-- Stage `registry` writes these.

create table programme (
  id text primary key,
  title jsonb not null,
  synthetic boolean not null,
  created_at timestamptz not null default clock_timestamp()
);

-- A subject as one recording describes it; the newest recording up to a run's mark is what the run sees.
create table subject (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  type text not null check (type in ('unit', 'team', 'official')),
  name jsonb not null,
  sort integer not null,
  unit text,
  team text,
  attributes jsonb not null,
  primary key (programme, id, recording)
);
create index subject_unit on subject (programme, unit);
create trigger append_only before update or delete or truncate on subject execute function refuse_change();

-- Where a subject spent which months. Belongs to the subject row of the same recording.
create table service (
  programme text not null,
  subject text not null,
  recording integer not null,
  position integer not null,
  unit text not null,
  team text,
  role_class text,
  month_from text not null check (month_from ~ '^\d{4}-\d{2}$'),
  month_to text not null check (month_to ~ '^\d{4}-\d{2}$'),
  share exact_text not null,
  kind text not null check (kind in ('main', 'secondment', 'acting')),
  primary key (programme, subject, recording, position),
  foreign key (programme, subject, recording) references subject
);
create trigger append_only before update or delete or truncate on service execute function refuse_change();

create view current_subject as
  select distinct on (programme, id) * from subject order by programme, id, recording desc;

-- Who may sign in. Full identity comes later; a demo's accounts are made with its data.
create table account (
  id text primary key,
  name jsonb not null,
  role text not null check (role in ('organiser', 'head', 'official')),
  programme text not null references programme,
  unit text,
  team text,
  self text,
  is_demo boolean not null,
  check (role <> 'head' or unit is not null),
  check (role <> 'official' or self is not null)
);

-- The cookie carries a random token; only its digest is kept.
create table session (
  token_sha256 bytea primary key check (length(token_sha256) = 32),
  account text not null references account,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_expires_at on session (expires_at);

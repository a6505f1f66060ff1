-- What the platform itself needs. Domain tables follow, each written by exactly one stage.

-- One row: this installation = one city. A demo's clock may be moved; production's never, and a demo never turns into production.
create table installation (
  single boolean primary key default true check (single),
  id uuid not null default gen_random_uuid(),
  mode text not null check (mode in ('demo', 'production')),
  day_shift integer not null default 0 check (mode = 'demo' or day_shift = 0),
  created_at timestamptz not null default now()
);

-- Everyone writes here, in the transaction of the deed itself; only the stage `record` reads.
create table outbox (
  id bigint generated always as identity primary key,
  type text not null check (type <> ''),
  payload jsonb not null,
  recorded_at timestamptz not null default now()
);

-- The answer that was given to a request, so that the same request sent twice acts once. Kept for a day.
create table idempotency_key (
  actor text not null,
  key text not null check (length(key) between 1 and 200),
  route text not null,
  request_sha256 bytea not null check (length(request_sha256) = 32),
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);

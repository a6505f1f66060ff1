-- Stage `insight` writes these: what was tried out on facts of a past period before a scheme was adopted (docs/decisions/0060).
-- Every trial stays on record, whatever became of it, so that whoever approves a scheme sees how often it was tried.

-- A document that was tried, and is perhaps recorded nowhere else.
create table trial_document (
  digest text primary key check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
  document text not null
);
create trigger append_only before update or delete or truncate on trial_document execute function refuse_change();

-- Trials that were asked for together, of one document on one period.
create sequence trial_sitting as integer;

create table trial (
  id integer generated always as identity primary key,
  sitting integer not null,
  programme text not null references programme,
  -- The draft whose text it was; null for a document that is in no draft, or for a recorded version.
  draft integer,
  document text not null references trial_document,
  -- As the document calls itself.
  scheme text not null,
  version integer not null,
  title jsonb not null,
  -- With what it is compared: the version in force for the period, and its run where there is one.
  base_scheme text not null,
  base_version integer not null,
  base_run integer references run,
  recording integer not null references recording,
  period text not null,
  kind text not null check (kind in ('replay', 'weights', 'knock-out')),
  seed bigint check (seed >= 0 and seed < 9007199254740992),
  draws integer check (draws between 1 and 100000),
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  foreign key (programme, base_scheme, base_version) references scheme_version (programme, scheme, version),
  check ((kind = 'weights') = (seed is not null and draws is not null)),
  check (kind = 'weights' or (seed is null and draws is null))
);
create index trial_programme on trial (programme, id);
create trigger append_only before update or delete or truncate on trial execute function refuse_change();

-- How a trial ended. `summary` and `result` name units, and of people nothing but counts of five or more.
create table trial_outcome (
  trial integer primary key references trial,
  state text not null check (state in ('done', 'failed', 'cancelled')),
  summary jsonb,
  -- json, not jsonb: every byte stays, and the digest is of these bytes.
  result json,
  result_digest text check (result_digest = encode(sha256(convert_to(result::text, 'UTF8')), 'hex')),
  failure jsonb,
  ended_at timestamptz not null default clock_timestamp(),
  check ((state = 'done') = (summary is not null and result is not null and result_digest is not null)),
  check ((state = 'failed') = (failure is not null))
);
create trigger append_only before update or delete or truncate on trial_outcome execute function refuse_change();

-- Where a trial stands that has not ended, and who wants it to end. Says nothing any more once there is an outcome.
create table trial_course (
  trial integer primary key references trial,
  phase text check (phase in ('reading', 'computing')),
  done integer not null default 0,
  total integer not null default 0,
  -- How often a process began it: it counts the crashes.
  attempts integer not null default 0,
  cancel_by text,
  cancel_at timestamptz,
  check ((cancel_by is null) = (cancel_at is null))
);

-- What other systems hold arrives by itself (docs/decisions/0067). Stage `intake` writes all of these.
--
-- A connection says where something is fetched or who may send it, under which agreement; a stream says what its rows mean. Both are
-- kept as versions that never change. Rows become records, of which the newest version of each key counts.

create table connection_version (
  programme text not null references programme,
  connection text not null check (connection ~ '^[a-z][a-z0-9-]{1,39}$'),
  version integer not null check (version >= 1),
  kind text not null check (kind in ('http', 'sql', 'folder', 'push')),
  -- {"zh-CN": ..., "en": ...}
  name jsonb not null,
  -- address, paging, query, folder: whatever the kind needs, and nothing that must stay secret
  place jsonb not null check (jsonb_typeof(place) = 'object'),
  -- sealed with the installation's key; none where the kind needs none
  secret bytea,
  -- approver, basis, fields, frequency, contact, last day
  agreement jsonb not null check (jsonb_typeof(agreement) = 'object'),
  -- the unit that holds the data
  keeper text,
  -- a demonstration's own source, marked so wherever it is named
  is_simulated boolean not null default false,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  reason text not null check (reason <> ''),
  primary key (programme, connection, version)
);
create trigger append_only before update or delete or truncate on connection_version execute function refuse_change();

-- How it goes with a connection now; the only part that changes in place.
create table connection_state (
  programme text not null,
  connection text not null,
  is_active boolean not null default false,
  -- minutes between two runs; null: only when asked, or when something is sent
  every_minutes integer check (every_minutes between 1 and 44640),
  next_at timestamptz,
  failures integer not null default 0 check (failures >= 0),
  changed_at timestamptz not null default clock_timestamp(),
  primary key (programme, connection)
);
create index connection_state_next on connection_state (next_at) where is_active;

create table stream_version (
  programme text not null references programme,
  stream text not null check (stream ~ '^[a-z][a-z0-9-]{1,39}$'),
  version integer not null check (version >= 1),
  connection text not null,
  name jsonb not null,
  -- what contract calls a StreamMapping
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object'),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  reason text not null check (reason <> ''),
  primary key (programme, stream, version)
);
create trigger append_only before update or delete or truncate on stream_version execute function refuse_change();

-- How a system of somebody else calls a unit; a line ends, and is not rewritten.
create table source_code (
  id bigint generated always as identity primary key,
  programme text not null references programme,
  -- a name of the table of codes: streams that speak alike share one
  codes text not null check (codes ~ '^[a-z][a-z0-9-]{1,39}$'),
  code text not null check (code <> ''),
  subject text not null,
  first_day date not null,
  last_day date check (first_day <= last_day),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp()
);
create index source_code_code on source_code (programme, codes, code);

create table arrival_run (
  id bigint generated always as identity primary key,
  programme text not null references programme,
  connection text not null,
  -- versions under which it reads
  connection_version integer not null,
  stream text not null,
  stream_version integer not null,
  why text not null check (why in ('schedule', 'asked', 'sent', 'file', 'replay', 'mended')),
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'given-up')),
  -- for a replay: the day in the city's time
  day date,
  -- what was sent, or the name of the file; its digest
  name text,
  digest bytea,
  -- where it goes on after a stop: committed together with the rows before it
  position jsonb,
  -- what the source was asked for: what changed from the one instant to the other; null: everything
  since timestamptz,
  until timestamptz,
  -- a failed one is tried again then, and a file looked at again
  not_before timestamptz,
  asked_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  begun_at timestamptz,
  ended_at timestamptz,
  attempts integer not null default 0,
  read integer not null default 0,
  fresh integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  refused integer not null default 0,
  noted integer not null default 0,
  -- a refusal code with its parameters, in words/
  failure jsonb,
  -- what somebody should know though it went well: the same form, several
  remarks jsonb not null default '[]'
);
create index arrival_run_connection on arrival_run (programme, connection, id desc);
create index arrival_run_unfinished on arrival_run (id) where state in ('waiting', 'running', 'failed');

-- One row of another system, as it was at a time.
create table arrived_record (
  programme text not null,
  stream text not null,
  key text not null check (key <> ''),
  revision integer not null check (revision >= 1),
  run bigint not null references arrival_run,
  -- line, row of a page, position in what was sent
  row_ref text not null,
  -- SHA-256 of the fields below in one canonical form
  digest bytea not null check (length(digest) = 32),
  happened_at timestamptz,
  -- how the other system calls the unit
  unit_code text,
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  -- ids of checks that this row did not pass, though it may count
  notes text[] not null default '{}',
  retrieved_at timestamptz not null,
  is_newest boolean not null default true,
  primary key (programme, stream, key, revision)
);
create unique index arrived_record_newest on arrived_record (programme, stream, key) where is_newest;
create index arrived_record_when on arrived_record (programme, stream, happened_at) where is_newest;

create function keep_arrived() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception '% of % is refused: it is append-only', tg_op, tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  if old.is_newest and not new.is_newest
     and (old.programme, old.stream, old.key, old.revision, old.run, old.row_ref, old.digest, old.happened_at, old.unit_code, old.fields, old.notes, old.retrieved_at)
     is not distinct from (new.programme, new.stream, new.key, new.revision, new.run, new.row_ref, new.digest, new.happened_at, new.unit_code, new.fields, new.notes, new.retrieved_at)
  then return new; end if;
  raise exception 'update of arrived_record is refused: a changed row is a new revision' using errcode = 'integrity_constraint_violation';
end $$;
create trigger newest_only before update on arrived_record for each row execute function keep_arrived();
create trigger append_only before delete or truncate on arrived_record execute function refuse_change();

-- Rows that cannot count: with every reason, until somebody mends the mapping or the source and they are tried again.
create table quarantined_row (
  id bigint generated always as identity primary key,
  programme text not null,
  stream text not null,
  run bigint not null references arrival_run,
  row_ref text not null,
  -- as it came, so that it can be tried again
  raw jsonb not null,
  -- [{"code": ..., "field": ..., "found": ...}]
  reasons jsonb not null,
  state text not null default 'open' check (state in ('open', 'mended', 'left')),
  settled_by text,
  settled_at timestamptz,
  -- why it is left out for good
  reason text,
  unique (run, row_ref),
  check ((state = 'open') = (settled_at is null)),
  check (state <> 'left' or reason is not null)
);
create index quarantined_row_open on quarantined_row (programme, stream, id) where state = 'open';

-- How records become the figure of an indicator.
create table measure_version (
  programme text not null references programme,
  measure text not null check (measure ~ '^[a-z][a-z0-9-]{1,39}$'),
  version integer not null check (version >= 1),
  stream text not null,
  indicator text not null check (indicator <> ''),
  -- what contract calls a Measure
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  is_ended boolean not null default false,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  reason text not null check (reason <> ''),
  primary key (programme, measure, version)
);
create trigger append_only before update or delete or truncate on measure_version execute function refuse_change();

-- Where an observation came from that was computed of records.
create table measured_fact (
  programme text not null,
  fact text not null,
  recording integer not null references recording,
  measure text not null,
  version integer not null,
  -- exact; of a rate both parts
  numerator text,
  denominator text,
  records integer not null check (records >= 0),
  -- the newest run whose rows it counts, and when they were fetched
  run bigint not null references arrival_run,
  retrieved_at timestamptz not null,
  trust text not null check (trust in ('A', 'B', 'C', 'D')),
  -- SHA-256 over keys and digests of the records, in the order of keys
  digest bytea not null check (length(digest) = 32),
  primary key (programme, fact)
);
create trigger append_only before update or delete or truncate on measured_fact execute function refuse_change();

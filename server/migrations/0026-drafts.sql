-- Stage `schemes` writes these: how a scheme comes about. A draft is written by people of the appraisal office, submitted, and
-- decided by a body; what was approved becomes a `scheme_version`, which never changes (docs/decisions/0058).

alter table recording drop constraint recording_kind_check;
alter table recording add constraint recording_kind_check check (kind in ('dataset', 'import', 'correction', 'period-closed',
  'period-reopened', 'erasure', 'registry', 'scheme'));

create table scheme_draft (
  id integer generated always as identity primary key,
  programme text not null references programme,
  -- the identifier in the document, which stays from the first day on
  scheme text not null check (scheme <> ''),
  -- what it was begun from, and of a version of the same scheme its number
  source text not null check (source in ('version', 'scheme', 'template', 'file')),
  source_name text not null check (source_name <> ''),
  based_on integer,
  document text not null,
  digest text not null check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
  title jsonb not null,
  revision integer not null default 1 check (revision >= 1),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'approved', 'withdrawn')),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  check ((source = 'version') = (based_on is not null))
);
create index scheme_draft_programme on scheme_draft (programme, id);
create trigger never_removed before delete or truncate on scheme_draft execute function refuse_change();

-- The steps of its life, once more where they cannot be gone around; `server/src/stages/schemes/drafts/life.ts` is the table.
create function refuse_draft_change() returns trigger language plpgsql as $$
begin
  if (new.programme, new.scheme, new.source, new.source_name, new.based_on, new.made_by, new.made_at)
      is distinct from (old.programme, old.scheme, old.source, old.source_name, old.based_on, old.made_by, old.made_at)
    or (old.state, new.state) not in (('draft', 'draft'), ('draft', 'submitted'), ('draft', 'withdrawn'), ('submitted', 'returned'),
      ('submitted', 'approved'), ('submitted', 'withdrawn'), ('returned', 'draft'), ('returned', 'submitted'), ('returned', 'withdrawn'))
    or ((new.document, new.title) is distinct from (old.document, old.title) and (new.state <> 'draft' or new.revision <> old.revision + 1))
    or (new.document = old.document and new.revision <> old.revision) then
    raise exception 'draft % is %, and cannot be changed so', old.id, old.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger draft_lives before update on scheme_draft for each row execute function refuse_draft_change();

-- Everything that was ever saved.
create table scheme_draft_revision (
  draft integer not null references scheme_draft,
  revision integer not null check (revision >= 1),
  document text not null,
  digest text not null check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
  note text check (note <> ''),
  saved_by text not null,
  saved_at timestamptz not null default clock_timestamp(),
  primary key (draft, revision)
);
create trigger append_only before update or delete or truncate on scheme_draft_revision execute function refuse_change();

-- What was done with it, by whom, with which document. A decision is that of a body in a meeting; `acted_by` typed it in.
create table scheme_draft_act (
  id integer generated always as identity primary key,
  draft integer not null references scheme_draft,
  act text not null check (act in ('submitted', 'returned', 'approved', 'withdrawn')),
  revision integer not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  acted_by text not null,
  acted_at timestamptz not null default clock_timestamp(),
  reason text check (reason <> ''),
  -- warnings that whoever submitted it has seen and answers for
  acknowledged jsonb not null default '[]',
  -- the document that lets it hold from a day that is over
  retroactive text check (retroactive <> ''),
  body text,
  meeting text check (meeting <> ''),
  decided_on date,
  minutes text check (minutes <> ''),
  version integer,
  recording integer references recording,
  foreign key (draft, revision) references scheme_draft_revision,
  check (act not in ('returned', 'withdrawn') or reason is not null),
  check ((act = 'approved') = (body is not null and meeting is not null and decided_on is not null and minutes is not null
    and version is not null and recording is not null))
);
create index scheme_draft_act_draft on scheme_draft_act (draft, id);
create unique index scheme_draft_act_approved on scheme_draft_act (draft) where act = 'approved';
create trigger append_only before update or delete or truncate on scheme_draft_act execute function refuse_change();

-- Those concerned are told once that a version has come into force.
create table scheme_notice (
  programme text not null,
  scheme text not null,
  version integer not null,
  told integer not null,
  told_at timestamptz not null default clock_timestamp(),
  primary key (programme, scheme, version),
  foreign key (programme, scheme, version) references scheme_version
);
create trigger append_only before update or delete or truncate on scheme_notice execute function refuse_change();

-- The appraisal of this city by the level above: its document as it came, and its items. It is no scheme_version, so that no run
-- is ever computed by it.
create table upper_scheme (
  id integer generated always as identity primary key,
  programme text not null references programme,
  form text not null check (form in ('scheme', 'table')),
  name text not null check (name <> ''),
  title jsonb not null,
  cycle text,
  document text not null,
  digest text not null check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
  taken_by text not null,
  taken_at timestamptz not null default clock_timestamp()
);
create unique index upper_scheme_document on upper_scheme (programme, digest);
create trigger append_only before update or delete or truncate on upper_scheme execute function refuse_change();

create table upper_item (
  upper integer not null references upper_scheme,
  item text not null check (item <> ''),
  sort integer not null,
  name jsonb not null,
  -- of the whole; none: the level above does not say
  points exact_text,
  indicator text,
  primary key (upper, item)
);
create trigger append_only before update or delete or truncate on upper_item execute function refuse_change();

-- Who leads an item and who helps, and which of our indicators carry it: the newest row counts. Without a lead: taken back.
create table upper_item_lead (
  id integer generated always as identity primary key,
  upper integer not null,
  item text not null,
  lead text,
  helping text[] not null default '{}',
  indicators text[] not null default '{}',
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  foreign key (upper, item) references upper_item,
  check (lead is not null or cardinality(helping) = 0)
);
create index upper_item_lead_item on upper_item_lead (upper, item, id);
create trigger append_only before update or delete or truncate on upper_item_lead execute function refuse_change();

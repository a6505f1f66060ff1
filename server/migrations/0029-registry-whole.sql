-- The last day of a body, whom names in workbooks were said to be, and registries that leave as a workbook. Stage `registry` writes these.

-- A body decides up to a day. The edition that said so can be undone like any other: then the body goes on.
create table body_end (
  programme text not null,
  body text not null,
  recording integer not null references recording,
  until date not null,
  primary key (programme, body, recording),
  foreign key (programme, body) references body (programme, id)
);
create trigger append_only before update or delete or truncate on body_end execute function refuse_change();

create view body_life as
select b.programme, b.id, b.name, b.units, (
  select e.until from body_end e
  where e.programme = b.programme and e.body = b.id and not exists (
    select from registry_edition u where u.programme = e.programme and u.undoes = e.recording)
  order by e.recording desc limit 1) as until
from body b;

-- Who of several of one name was meant, by unit and post as a workbook writes them. The name is not kept: it is how the registry
-- calls the person.
create table recognised_person (
  id integer generated always as identity primary key,
  programme text not null references programme,
  unit text not null,
  post text not null,
  official text not null,
  -- the import that asked
  import integer not null references registry_import,
  said_by text not null,
  said_at timestamptz not null default clock_timestamp(),
  withdrawn_by text,
  withdrawn_at timestamptz,
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
create unique index recognised_person_standing on recognised_person (programme, unit, post, official) where withdrawn_at is null;
create trigger never_removed before delete or truncate on recognised_person execute function refuse_change();

-- A registry on its way out. The bytes are kept for some days only, and never longer than somebody may fetch them.
create table registry_export (
  id integer generated always as identity primary key,
  programme text not null references programme,
  account text not null,
  lang text not null check (lang in ('zh-CN', 'en')),
  -- whole: with leave, formal conclusions, grades of earlier years and opening balances, which somebody else approves
  extent text not null check (extent in ('whole', 'without-decisions')),
  purpose text not null,
  -- asked: it waits for an approval. waiting: work waits. gone: the bytes are not kept any more.
  state text not null check (state in ('asked', 'refused', 'waiting', 'ready', 'failed', 'gone')),
  asked_at timestamptz not null default clock_timestamp(),
  decided_by text,
  decided_at timestamptz,
  ready_at timestamptz,
  tries integer not null default 0,
  content bytea,
  size integer,
  check ((state = 'ready') = (content is not null)),
  check (decided_by is null or decided_by <> account)
);
create index registry_export_programme on registry_export (programme, id);
create index registry_export_waiting on registry_export (id) where state = 'waiting';
create trigger never_removed before delete or truncate on registry_export execute function refuse_change();

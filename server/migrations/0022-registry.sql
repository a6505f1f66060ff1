-- The dated registry: units as spans, sections, teams, officials, posts, and what they bring along. Stage `registry` writes these.
-- Each row is one entry as one recording describes it; of each identifier the newest recording up to a mark is what one sees.
-- Days are both inside; no first day: as long as is known, no last day: still. Ending is a last day. `withdrawn`: the entry was
-- recorded by mistake and holds no longer, which is recorded like everything else.

alter table recording drop constraint recording_kind_check;
alter table recording add constraint recording_kind_check
  check (kind in ('dataset', 'import', 'correction', 'period-closed', 'period-reopened', 'erasure', 'registry', 'scheme'));

-- One change of the registry as a whole. `cycle` and `cut_off`: for which the subjects of this recording were derived from it.
create table registry_edition (
  programme text not null references programme,
  recording integer not null references recording,
  act text not null check (act <> ''),
  -- from which day on it holds, where it is one act
  effective date,
  cycle text not null check (cycle ~ '^\d{4}'),
  -- the month whose posts say where everybody is; none: the last of the cycle
  cut_off text check (cut_off ~ '^\d{4}-\d{2}$'),
  -- the edition whose entries this one puts back
  undoes integer,
  -- how many entries of each kind were recorded
  counts jsonb not null,
  primary key (programme, recording)
);

-- A unit over some time, under one name, in one place of the tree: a rename, a move, another type is another span.
create table unit_span (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  unit text not null check (unit <> ''),
  name jsonb not null,
  parent text,
  unit_type text,
  cohort text,
  sort integer not null,
  since date,
  until date,
  -- how the unit's life ended with this span, and who carries its work on
  ending text check (ending in ('merged', 'split', 'abolished')),
  successors text[] not null default '{}',
  aliases text[] not null default '{}',
  -- dual-led: who leads it from above, and the body that grades it
  led_from jsonb,
  graded_by text,
  attributes jsonb not null default '{}',
  primary key (programme, id, recording),
  check (until >= since),
  check (ending is null or until is not null)
);
create index unit_span_unit on unit_span (programme, unit);

-- 科室, inside a unit.
create table section (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  unit text not null,
  name jsonb not null,
  sort integer not null,
  since date,
  until date,
  primary key (programme, id, recording),
  check (until >= since)
);
create index section_unit on section (programme, unit);

-- The leadership of a unit. Who belongs to it follows from the posts that name it.
create table team (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  unit text not null,
  name jsonb not null,
  sort integer not null,
  since date,
  until date,
  aliases text[] not null default '{}',
  attributes jsonb not null default '{}',
  primary key (programme, id, recording),
  check (until >= since)
);

-- Somebody who is appraised. Where they serve stands in posts.
create table official (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  name jsonb not null,
  sort integer not null,
  regime text,
  rank text,
  -- the body that decides for them, by cadre-management authority
  managed_by text,
  staff_number text check (staff_number <> ''),
  since date,
  until date,
  aliases text[] not null default '{}',
  attributes jsonb not null default '{}',
  primary key (programme, id, recording),
  check (until >= since)
);

create table post (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  official text not null,
  unit text not null,
  team text,
  section text,
  role_class text,
  kind text not null check (kind in ('main', 'secondment', 'acting')),
  title text,
  since date,
  until date,
  share exact_text not null default '1',
  primary key (programme, id, recording),
  check (until >= since)
);
create index post_official on post (programme, official);
create index post_unit on post (programme, unit);

-- Days that count as sick or personal leave, never why.
create table leave_days (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  official text not null,
  since date not null,
  until date not null,
  days integer not null check (days > 0),
  primary key (programme, id, recording),
  check (until >= since),
  check (days <= until - since + 1)
);
create index leave_days_official on leave_days (programme, official);

-- A formal conclusion with its document; nothing that precedes one.
create table sanction (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  official text not null,
  kind text not null check (kind <> ''),
  since date not null,
  until date,
  document text not null check (document <> ''),
  primary key (programme, id, recording),
  check (until >= since)
);
create index sanction_official on sanction (programme, official);

-- What was decided before this system, taken as it is.
create table earlier_grade (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  official text not null,
  year integer not null check (year between 1949 and 2200),
  grade text not null check (grade <> ''),
  scale text not null check (scale <> ''),
  document text,
  primary key (programme, id, recording)
);
create index earlier_grade_official on earlier_grade (programme, official);

-- One session of a body that decides.
create table meeting (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  withdrawn boolean not null default false,
  body text not null,
  name jsonb not null,
  session text not null check (session <> ''),
  day date not null,
  minutes text not null check (minutes <> ''),
  primary key (programme, id, recording),
  foreign key (programme, body) references body
);

-- Subjects are derived from the registry. Who left before the cycle is not appraised in it and stays findable; who was recorded by
-- mistake is found nowhere.
alter table subject add column presence text not null default 'present' check (presence in ('present', 'left', 'withdrawn'));
create or replace view current_subject as
  select programme, id, recording, type, name, sort, unit, team, attributes
  from (select distinct on (programme, id) * from subject order by programme, id, recording desc) newest
  where presence <> 'withdrawn';

do $$
declare
  name text;
begin
  foreach name in array array['registry_edition', 'unit_span', 'section', 'team', 'post', 'leave_days', 'sanction', 'earlier_grade', 'meeting'] loop
    execute format('create trigger append_only before update or delete or truncate on %I execute function refuse_change()', name);
  end loop;
  -- Of these an approved erasure takes the name away.
  create trigger never_removed before delete or truncate on official execute function refuse_change();
  create trigger append_only after update on official referencing old table as unchanged new table as changed
    for each statement execute function refuse_change_but_erasure();
end $$;

-- As before, with the names of the registry.
create or replace function tombstone(entry text, erasure_id integer, before jsonb) returns jsonb language sql stable as $$
  select case entry
    when 'observation' then jsonb_build_object('value', null, 'absence', 'missing', 'recorded_on', null, 'source', 'erasure:' || erasure_id)
    when 'assessment' then jsonb_build_object('points', '0', 'criterion', null, 'reason', null, 'source', 'erasure:' || erasure_id)
    when 'event' then jsonb_build_object('type', 'erased', 'day', '0001-01-01', 'count', '0', 'level', null, 'matter', null,
      'standing', 'revoked', 'reason', null, 'source', 'erasure:' || erasure_id)
    when 'subject' then jsonb_build_object('name', erased_name(erasure_id))
    when 'official' then jsonb_build_object('name', erased_name(erasure_id), 'aliases', '[]'::jsonb, 'staff_number', null)
    when 'result' then jsonb_build_object('name', erased_name(erasure_id))
    -- 0020; what a mail server answered may repeat the address
    when 'mail_address' then jsonb_build_object('address', 'erased-' || erasure_id || '@erased.invalid')
    when 'mail' then jsonb_build_object('said', null)
    when 'document_failure' then jsonb_build_object('subject_name', erased_name(erasure_id))
    when 'issued_document' then jsonb_build_object('subject_name', erased_name(erasure_id),
      'name', 'erased-' || (before->>'number') || coalesce(substring(before->>'name' from '\.[a-z]+$'), ''))
    when 'document_job' then (
      select jsonb_build_object(
        'subjects', (select jsonb_agg(case when s.value->>'id' = e.subject then s.value || jsonb_build_object('name', erased_name(e.id))
            else s.value end order by s.ordinality)
          from jsonb_array_elements(nullif(before->'subjects', 'null'::jsonb)) with ordinality s),
        'account_name', case when exists (select from account a
            where a.id = before->>'account' and a.programme = e.programme and a.self = e.subject)
          then erased_name(e.id) else before->'account_name' end)
      from erasure e where e.id = erasure_id)
  end
$$;

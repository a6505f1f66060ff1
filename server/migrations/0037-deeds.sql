-- Deeds (纪实事项): what somebody has done, entered by themselves or by whoever leads them, or taken from facts. Stage `intake` writes
-- the tables of deeds and missions. No fact is among them: nothing that scores reads any of it.

-- Who is on a special mission: one is a task force of the burden meter, so that it is counted as what it asks.
create table mission_member (
  request integer not null references burden_request,
  programme text not null references programme,
  official text not null check (official <> ''),
  named_by text not null,
  named_at timestamptz not null default clock_timestamp(),
  primary key (request, official)
);
create index mission_member_official on mission_member (programme, official);
create trigger append_only before update or delete or truncate on mission_member execute function refuse_change();

-- How a mission ended.
create table mission_end (
  request integer primary key references burden_request,
  last_day date not null,
  outcome text not null check (length(outcome) between 1 and 300),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on mission_end execute function refuse_change();

create table deed (
  id integer generated always as identity primary key,
  programme text not null references programme,
  official text not null check (official <> ''),
  -- facts: the system had proposed it
  origin text not null check (origin in ('official', 'leader', 'facts')),
  what text not null check (length(what) between 1 and 300),
  day date not null,
  part text not null check (part in ('led', 'carried', 'assisted')),
  -- what it is linked to: a goal handed down, an indicator, a mission
  cycle text check (cycle ~ '^\d{4}$'),
  goal text check (goal <> ''),
  indicator text check (indicator <> ''),
  mission integer references burden_request,
  -- the event by its key: it counts once, as a deed, a bonus or a figure
  matter text check (matter <> ''),
  -- of one that was taken from facts: the figure
  fact text check (fact <> ''),
  period text check (period <> ''),
  entered_by text not null,
  entered_at timestamptz not null default clock_timestamp(),
  check ((cycle is null) = (goal is null)),
  check ((origin = 'facts') = (fact is not null) and (fact is null) = (period is null)),
  check (fact is null or indicator is not null)
);
create index deed_official on deed (programme, official, day);

-- What became of it; the last one holds. Without any it is the official's own record, and nobody is chased.
create table deed_act (
  id integer generated always as identity primary key,
  deed integer not null references deed,
  act text not null check (act in ('confirmed', 'returned', 'withdrawn')),
  reason text check (reason <> ''),
  acted_by text not null,
  acted_at timestamptz not null default clock_timestamp()
);
create index deed_act_deed on deed_act (deed, id);

-- What shows it: known by its digest, at most three. The bytes stand here, so that they go with an erasure and come with a backup.
create table deed_evidence (
  deed integer not null references deed,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  size integer not null check (size > 0),
  content bytea,
  attached_by text not null,
  attached_at timestamptz not null default clock_timestamp(),
  primary key (deed, sha256)
);

create view deed_standing as
  select d.*, coalesce(a.act, 'own') as state, a.reason, a.acted_by, a.acted_at
  from deed d left join lateral (
    select act, reason, acted_by, acted_at from deed_act where deed = d.id order by id desc limit 1) a on true;

-- The reason of an act is somebody's words about a person, too.
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
    when 'deed' then jsonb_build_object('what', '〔已删除' || erasure_id || '〕', 'matter', null)
    when 'deed_act' then jsonb_build_object('reason', null)
    when 'deed_evidence' then jsonb_build_object('name', 'erased-' || erasure_id, 'content', null)
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
do $$
declare
  name text;
begin
  foreach name in array array['deed', 'deed_act', 'deed_evidence'] loop
    execute format('create trigger never_removed before delete or truncate on %I execute function refuse_change()', name);
    execute format('create trigger append_only after update on %I referencing old table as unchanged new table as changed
      for each statement execute function refuse_change_but_erasure()', name);
  end loop;
end $$;

-- The achievement file (实绩档案) of a person: of a year and of no run, like papers of goals handed down; `units` names the person.
alter table document_job
  drop constraint document_job_kind_check,
  add constraint document_job_kind_check check (
    kind in ('report-card', 'score-sheet', 'standing-table', 'brief', 'responsibility', 'breakdown', 'achievement-file')),
  drop constraint of_run_or_cycle,
  add constraint of_run_or_cycle check (
    (run is null) = (kind in ('responsibility', 'breakdown', 'achievement-file')) and (run is null) = (programme is not null)
    and (run is null) = (cycle is not null) and (run is null) = (units is not null));
-- An approval for them is asked from a run, whose people are known, and holds for the files of that programme.
alter table export_approval
  drop constraint export_approval_what_check,
  add constraint export_approval_what_check check (what in ('standings', 'score-sheets', 'table', 'achievement-files'));

-- What leaves and what goes: exports of people's results are approved by a second person, and what was recorded about a person is erased
-- by two people. Stage `exports` writes export_approval, stage `erasure` the rest.

create table export_approval (
  id integer generated always as identity primary key,
  run integer not null references run,
  -- standings: the workbook of officials. score-sheets: documents about officials. table: a table of a page about officials
  what text not null check (what in ('standings', 'score-sheets', 'table')),
  -- whose results: of one official, of the officials of one unit, or null: of everybody whom the asker may see
  unit text,
  subject text,
  purpose text not null check (purpose <> ''),
  -- the last day on which it holds
  until date not null,
  -- who asked
  account text not null references account,
  -- the head of the unit for the unit's own people; otherwise the appraisal office or the authority beside it
  decider text not null check (decider in ('unit', 'office')),
  asked_at timestamptz not null default clock_timestamp(),
  decided_by text references account,
  decided_at timestamptz,
  approved boolean,
  reason text,
  check (decided_by <> account),
  check ((decided_by is null) = (decided_at is null)),
  check ((decided_by is null) = (approved is null)),
  check (approved is distinct from false or reason <> ''),
  check (decider = 'office' or unit is not null)
);
create index export_approval_account on export_approval (account, run);
create index export_approval_waiting on export_approval (id) where decided_at is null;

-- What was asked stays as it was asked, and is decided once.
create function refuse_approval_change() returns trigger language plpgsql as $$
begin
  if old.decided_at is not null
      or to_jsonb(new) - array['decided_by', 'decided_at', 'approved', 'reason']
        is distinct from to_jsonb(old) - array['decided_by', 'decided_at', 'approved', 'reason'] then
    raise exception 'approval % stays as it was asked and decided', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger approval_stays before update on export_approval for each row execute function refuse_approval_change();
create trigger never_removed before delete or truncate on export_approval execute function refuse_change();

-- Erasure: what was recorded about a person gives way to a tombstone. One asks, another approves; it is done once, in one transaction.
create table erasure (
  id integer generated always as identity primary key,
  programme text not null references programme,
  -- the person
  subject text not null,
  basis text not null check (basis in ('unlawful', 'ordered', 'purpose-ended')),
  document text not null check (document <> ''),
  reason text not null check (reason <> ''),
  -- names and the account, too
  identity boolean not null,
  facts text[] not null,
  -- accounts; no reference, so that it can be done again over a backup that is older than the account
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  decision_reason text,
  -- the recording by which it entered the record, and when it was done
  recording integer references recording,
  done_at timestamptz,
  check (decided_by <> asked_by),
  check ((decided_by is null) = (decided_at is null)),
  check ((decided_by is null) = (approved is null)),
  check (identity or cardinality(facts) > 0),
  check ((done_at is null) = (recording is null)),
  check (done_at is null or approved)
);
create index erasure_subject on erasure (programme, subject);

-- Each row that gave way, with a keyed digest of what stood there. entry: the table, or 'file' for a document.
create table erasure_item (
  erasure integer not null references erasure,
  position integer not null,
  entry text not null,
  key jsonb not null,
  -- of facts and descriptions: runs from this recording on were computed from it
  recording integer,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  primary key (erasure, position)
);
create index erasure_item_erasure on erasure_item (erasure, entry);

create function guard_erasure() returns trigger language plpgsql as $$
declare
  decision constant text[] := array['decided_by', 'decided_at', 'approved', 'decision_reason'];
  deed constant text[] := array['recording', 'done_at'];
begin
  if (old.decided_at is null and new.decided_at is not null and to_jsonb(new) - decision = to_jsonb(old) - decision)
      or (old.approved and old.done_at is null and new.done_at is not null and to_jsonb(new) - deed = to_jsonb(old) - deed) then
    return new;
  end if;
  raise exception 'erasure % stays as it was asked, decided and done', old.id using errcode = 'restrict_violation';
end $$;
create trigger append_only before update on erasure for each row execute function guard_erasure();
create trigger never_removed before delete or truncate on erasure execute function refuse_change();

create function guard_erasure_item() returns trigger language plpgsql as $$
begin
  if exists (select from erasure where id = new.erasure and approved and done_at is null) then
    return new;
  end if;
  raise exception 'erasure % is not approved, or done', new.erasure using errcode = 'restrict_violation';
end $$;
create trigger guarded before insert on erasure_item for each row execute function guard_erasure_item();
create trigger append_only before update or delete or truncate on erasure_item execute function refuse_change();

-- What stands where a name stood; a name is read in either language, in every list and file.
create function erased_name(erasure integer) returns jsonb language sql immutable
  return jsonb_build_object('zh-CN', '〔已删除' || erasure || '〕', 'en', '[erased ' || erasure || ']');

-- The columns that an erasure replaces in a row, and what stands there afterwards; null: nothing may be replaced in this table.
-- An observation is missing from then on, as if it had never been supplied. Assessments and events are erased only when a correction
-- has taken their place (the program sees to it), so that no later run reads what stands here.
create function tombstone(entry text, erasure_id integer, before jsonb) returns jsonb language sql stable as $$
  select case entry
    when 'observation' then jsonb_build_object('value', null, 'absence', 'missing', 'recorded_on', null, 'source', 'erasure:' || erasure_id)
    when 'assessment' then jsonb_build_object('points', '0', 'criterion', null, 'reason', null, 'source', 'erasure:' || erasure_id)
    when 'event' then jsonb_build_object('type', 'erased', 'day', '0001-01-01', 'count', '0', 'level', null, 'matter', null,
      'standing', 'revoked', 'reason', null, 'source', 'erasure:' || erasure_id)
    when 'subject' then jsonb_build_object('name', erased_name(erasure_id))
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

-- Whether a change of a row is exactly what an approved erasure does to it, and nothing else.
create function is_erasure(changed text, before jsonb, after jsonb) returns boolean language sql stable as $$
  select exists (
    select from erasure e join erasure_item i on i.erasure = e.id
    where e.approved and e.done_at is null and i.entry = changed and before @> i.key
      and after = before || tombstone(changed, e.id, before))
$$;

-- Append-only as before, with this one door: all rows that a statement changes are rows of one approved erasure, and each is what it
-- was with the tombstone in it.
create function refuse_change_but_erasure() returns trigger language plpgsql as $$
begin
  if not exists (select from erasure where approved and done_at is null) or exists (
      select from changed a where not exists (
        select from erasure e join erasure_item i on i.erasure = e.id join unchanged b on to_jsonb(b) @> i.key
        where e.approved and e.done_at is null and i.entry = tg_table_name and to_jsonb(a) @> i.key
          and to_jsonb(a) - 'grams' = (to_jsonb(b) - 'grams') || tombstone(tg_table_name, e.id, to_jsonb(b)))) then
    raise exception '% is append-only: record a new row that supersedes the old one', tg_table_name
      using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
do $$
declare
  name text;
begin
  foreach name in array array['observation', 'assessment', 'event', 'subject', 'result', 'issued_document', 'document_failure'] loop
    execute format('drop trigger append_only on %I', name);
    execute format('create trigger never_removed before delete or truncate on %I execute function refuse_change()', name);
    execute format('create trigger append_only after update on %I referencing old table as unchanged new table as changed
      for each statement execute function refuse_change_but_erasure()', name);
  end loop;
end $$;
create or replace function refuse_job_change() returns trigger language plpgsql as $$
begin
  if old.state in ('done', 'failed', 'cancelled') and not is_erasure(tg_table_name, to_jsonb(old), to_jsonb(new)) then
    raise exception 'order % is finished and stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- An erasure is an act of recording: runs after it are other runs.
alter table recording drop constraint recording_kind_check;
alter table recording add constraint recording_kind_check
  check (kind in ('dataset', 'import', 'correction', 'period-closed', 'period-reopened', 'erasure'));

-- Runs that were begun from what is no longer there: they cannot be computed again bit for bit.
create view run_erasure as
  select r.id as run, e.id as erasure, e.basis, e.document, e.identity, e.done_at,
    exists (select from erasure_item i where i.erasure = e.id and i.entry in ('observation', 'assessment', 'event')
      and i.recording <= r.recording) as of_facts
  from erasure e join run r on r.programme = e.programme
  where e.done_at is not null and coalesce(r.started_at, r.queued_at) <= e.done_at
    and exists (select from erasure_item i where i.erasure = e.id and i.recording <= r.recording);

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

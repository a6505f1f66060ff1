-- Stage `registry` writes the first three: what a province or a city has set for itself inside the national rules
-- (docs/decisions/0065). A figure is asked for by one, confirmed by another, and ended by a document; nothing is rewritten.
create table local_rule (
  id integer generated always as identity primary key,
  -- an entry of rulebooks/ by its name
  rule text not null check (rule ~ '^[a-z][a-z-]*\.[a-z0-9][a-z0-9-]*$'),
  level text not null check (level in ('province', 'city')),
  -- what the engine calls a LocalFigure
  figure jsonb not null check (jsonb_typeof(figure) = 'object'),
  authority text not null check (authority <> ''),
  document text not null check (document <> ''),
  excerpt text not null check (excerpt <> ''),
  first_day date not null,
  -- null: until it is ended
  last_day date,
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  check (first_day <= last_day)
);
create index local_rule_rule on local_rule (rule, level);
create trigger append_only before update or delete or truncate on local_rule execute function refuse_change();

-- A second person; who that may be is decided before it is written.
create table local_rule_decision (
  local integer primary key references local_rule,
  approved boolean not null,
  reason text check (reason <> ''),
  decided_by text not null,
  decided_at timestamptz not null default clock_timestamp(),
  check (approved or reason is not null)
);
create trigger append_only before update or delete or truncate on local_rule_decision execute function refuse_change();

create table local_rule_end (
  local integer primary key references local_rule_decision,
  last_day date not null,
  document text not null check (document <> ''),
  reason text not null check (reason <> ''),
  ended_by text not null,
  ended_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on local_rule_end execute function refuse_change();

-- Stage `schemes` (its part `library`) writes this: what an owner of indicators proposes for the library, and what the office decided.
-- Asked once, and decided by another or withdrawn by the same person, once.
create table library_proposal (
  id integer generated always as identity primary key,
  programme text not null references programme,
  kind text not null check (kind in ('new', 'change', 'end')),
  indicator text not null check (indicator <> ''),
  -- what the engine calls a LibraryIndicator; none where it is to end
  content jsonb check (content->>'id' = indicator),
  -- the version that was on the screen; none of a new one
  based_on integer check (based_on >= 1),
  -- what would end in the same act
  instead text check (instead <> ''),
  reason text not null check (reason <> ''),
  document text check (document <> ''),
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  outcome text check (outcome in ('accepted', 'refused', 'withdrawn')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text check (decision_reason <> ''),
  -- which version of the indicator it has become
  version integer check (version >= 1),
  check ((kind = 'end') = (content is null) and (kind = 'new') = (based_on is null)),
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  check ((outcome = 'withdrawn') = (decided_by = asked_by)),
  check (outcome is null or outcome = 'withdrawn' or decision_reason is not null),
  check ((outcome = 'accepted') = (version is not null) or outcome is null)
);
-- Of one indicator one proposal waits.
create unique index library_proposal_waits on library_proposal (programme, indicator) where outcome is null;
create function guard_library_proposal() returns trigger language plpgsql as $$
begin
  if old.outcome is null and new.outcome is not null
      and to_jsonb(new) - array['outcome', 'decided_by', 'decided_at', 'decision_reason', 'version']
        = to_jsonb(old) - array['outcome', 'decided_by', 'decided_at', 'decision_reason', 'version'] then
    return new;
  end if;
  raise exception 'proposal % stays as it was made and decided', old.id using errcode = 'restrict_violation';
end $$;
create trigger append_only before update on library_proposal for each row execute function guard_library_proposal();
create trigger never_removed before delete or truncate on library_proposal execute function refuse_change();

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

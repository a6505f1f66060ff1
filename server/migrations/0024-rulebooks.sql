-- Stage `registry` writes these: which entries of the national rules the city has confirmed, and what it may draw as a red line beside
-- them (docs/decisions/0056). The rules themselves stand in rulebooks/.
create table rule_confirmation (
  id integer generated always as identity primary key,
  rule text not null,
  -- the entry that was confirmed: of one that changes nothing is confirmed any more
  entry text not null check (entry ~ '^[0-9a-f]{64}$'),
  edition text not null check (edition ~ '^[0-9a-f]{64}$'),
  -- null: this row confirms
  withdraws integer unique references rule_confirmation,
  -- who confirms or withdraws, by name, whoever types it
  person_name text not null check (person_name <> ''),
  day date not null,
  document text check (document <> ''),
  note text check (note <> ''),
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (withdraws is not null or document is not null),
  check (withdraws is null or note is not null)
);
create index rule_confirmation_rule on rule_confirmation (rule);
create trigger append_only before update or delete or truncate on rule_confirmation execute function refuse_change();

create table red_line_addition (
  id integer generated always as identity primary key,
  key text not null check (key ~ '^local\.[a-z0-9][a-z0-9-]*$'),
  title jsonb not null,
  -- the law or rule that it rests on, and the city's document by which it is added
  basis text not null check (basis <> ''),
  document text not null check (document <> ''),
  authority text not null check (authority <> ''),
  caps text[] not null check (cardinality(caps) > 0 and caps <@ '{bars-top-grade,fails,adjusts}'),
  strikes text[] not null check (cardinality(strikes) > 0 and strikes <@ '{unit,team,person}'),
  is_liftable boolean not null,
  first_day date not null,
  -- no red line for ever
  last_day date not null,
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  check (first_day <= last_day)
);
create trigger append_only before update or delete or truncate on red_line_addition execute function refuse_change();

-- A second person; who that may be is decided before it is written.
create table red_line_decision (
  addition integer primary key references red_line_addition,
  approved boolean not null,
  reason text check (reason <> ''),
  decided_by text not null,
  decided_at timestamptz not null default clock_timestamp(),
  check (approved or reason is not null)
);
create trigger append_only before update or delete or truncate on red_line_decision execute function refuse_change();

create table red_line_end (
  addition integer primary key references red_line_decision,
  document text not null check (document <> ''),
  reason text not null check (reason <> ''),
  ended_by text not null,
  ended_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on red_line_end execute function refuse_change();

-- The level at which the city works is a setting of its pages.
alter table setting_change drop constraint setting_change_setting_check;
alter table setting_change add constraint setting_change_setting_check check (setting in ('idleMinutes', 'passwordDays', 'level'));

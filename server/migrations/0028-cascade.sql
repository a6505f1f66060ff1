-- Stage `schemes` writes these: the goals of the city, handed down to units, sections and officials, and what may not be
-- handed down. What is set anew is a new version; nothing is removed.

-- A matter that may not be handed down to a kind of unit (属地管理事项负面清单), from a day to a day, and by what it stands.
create table barred_matter (
  programme text not null references programme,
  id text not null check (id <> ''),
  version integer not null check (version > 0),
  name jsonb not null,
  basis text not null check (basis <> ''),
  reason text not null check (reason <> ''),
  unit_types text[] not null check (cardinality(unit_types) > 0),
  from_day date not null,
  until_day date,
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  primary key (programme, id, version),
  check (until_day >= from_day)
);
create trigger append_only before update or delete or truncate on barred_matter execute function refuse_change();

-- A goal of the city for one cycle, with the figure that it is to reach and how figures handed down make it up. The last
-- version holds; one with a reason for its end has ended.
create table city_goal (
  programme text not null references programme,
  cycle text not null check (cycle ~ '^\d{4}$'),
  id text not null check (id <> ''),
  version integer not null check (version > 0),
  name jsonb not null,
  target exact_text not null,
  measure text not null check (measure <> ''),
  aggregation text not null check (aggregation in ('sum', 'mean', 'each', 'last')),
  source text not null check (source <> ''),
  matter text,
  sort integer not null,
  end_reason text check (end_reason <> ''),
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  primary key (programme, cycle, id, version)
);
create trigger append_only before update or delete or truncate on city_goal execute function refuse_change();

-- What of a goal a unit takes on; belongs to one version of the goal.
create table unit_task (
  programme text not null,
  cycle text not null,
  goal text not null,
  version integer not null,
  unit text not null check (unit <> ''),
  part text not null check (part in ('lead', 'cooperating')),
  -- absent: a cooperating unit without a figure of its own
  share exact_text check (share is not null or part = 'cooperating'),
  coefficient exact_text not null,
  indicator text,
  matter text,
  primary key (programme, cycle, goal, version, unit),
  foreign key (programme, cycle, goal, version) references city_goal
);
create index unit_task_unit on unit_task (programme, cycle, unit);
create trigger append_only before update or delete or truncate on unit_task execute function refuse_change();

-- A matter handed down all the same, by a document and with a second person's signature.
create table barred_exception (
  id integer generated always as identity primary key,
  programme text not null references programme,
  cycle text not null,
  goal text not null,
  unit text not null,
  matter text not null,
  document text not null check (document <> ''),
  reason text not null check (reason <> ''),
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp()
);
create index barred_exception_goal on barred_exception (programme, cycle, goal);
create trigger append_only before update or delete or truncate on barred_exception execute function refuse_change();
create table barred_exception_decision (
  exception integer primary key references barred_exception,
  approved boolean not null,
  reason text check (reason <> ''),
  decided_by text not null,
  decided_at timestamptz not null default clock_timestamp(),
  check (approved or reason is not null)
);
create trigger append_only before update or delete or truncate on barred_exception_decision execute function refuse_change();

-- How a unit hands its tasks down, whole at each version.
create table decomposition (
  id integer generated always as identity primary key,
  programme text not null references programme,
  cycle text not null,
  unit text not null,
  version integer not null check (version > 0),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  unique (programme, cycle, unit, version)
);
create trigger append_only before update or delete or truncate on decomposition execute function refuse_change();
create table section_duty (
  decomposition integer not null references decomposition,
  goal text not null,
  position integer not null,
  -- absent: of the unit as a whole
  section text,
  what text not null check (length(what) between 1 and 300),
  share exact_text,
  coefficient exact_text not null,
  primary key (decomposition, goal, position)
);
create trigger append_only before update or delete or truncate on section_duty execute function refuse_change();
-- leads: answers for the whole. owns: answers for a field. carries: does it; these alone divide the figure.
create table assignment (
  decomposition integer not null,
  goal text not null,
  duty integer not null,
  position integer not null,
  official text not null,
  role text not null check (role in ('leads', 'owns', 'carries')),
  share exact_text check (share is null or role = 'carries'),
  primary key (decomposition, goal, duty, official),
  foreign key (decomposition, goal, duty) references section_duty
);
create index assignment_official on assignment (official, decomposition);
create trigger append_only before update or delete or truncate on assignment execute function refuse_change();

-- The head's word on the unit's list: the list itself in its canonical form, and its digest.
create table commitment (
  id integer generated always as identity primary key,
  decomposition integer not null references decomposition,
  programme text not null references programme,
  cycle text not null,
  unit text not null,
  content text not null,
  digest text not null check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  confirmed_by text not null,
  confirmed_at timestamptz not null default clock_timestamp()
);
create index commitment_unit on commitment (programme, cycle, unit, id);
create trigger append_only before update or delete or truncate on commitment execute function refuse_change();

-- Who was told of their part by it, and until when they may object. Whoever has the same as before is not told again.
create table commitment_notice (
  commitment integer not null references commitment,
  official text not null,
  due date not null,
  -- reckoned over days that no table of holidays knows
  due_provisional boolean not null,
  primary key (commitment, official)
);
create index commitment_notice_official on commitment_notice (official, commitment);
create trigger append_only before update or delete or truncate on commitment_notice execute function refuse_change();

create table task_objection (
  id integer generated always as identity primary key,
  commitment integer not null references commitment,
  official text not null,
  goal text not null,
  duty integer not null,
  statement text not null check (length(statement) between 1 and 300),
  raised_by text not null,
  raised_at timestamptz not null default clock_timestamp(),
  unique (commitment, official, goal, duty)
);
create trigger append_only before update or delete or truncate on task_objection execute function refuse_change();
create table task_objection_answer (
  objection integer primary key references task_objection,
  is_accepted boolean not null,
  reason text not null check (reason <> ''),
  answered_by text not null,
  answered_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on task_objection_answer execute function refuse_change();

-- What waits only until its day: silence is an answer.
alter table todo add column lapses boolean not null default false check (not lapses or due is not null);

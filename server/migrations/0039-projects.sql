-- Projects (领办项目): from arguing to promotion, with milestones, difficulties and what was decided. Stage `intake` writes all of these.
-- Nothing is overwritten: a plan that changes is a new version, a new day is an act beside the first plan.

create table project (
  id integer generated always as identity primary key,
  programme text not null references programme,
  -- who answers for it
  unit text not null check (unit <> ''),
  entered_by text not null,
  entered_at timestamptz not null default clock_timestamp()
);
create index project_unit on project (programme, unit);

-- What a project is to be; the newest version holds, and none is added once the project was approved.
create table project_plan (
  project integer not null references project,
  version integer not null check (version >= 1),
  name text not null check (length(name) between 1 and 200),
  cooperating text[] not null default '{}',
  -- the responsible post, as the official who holds it
  official text not null check (official <> ''),
  -- the goal handed down that it serves
  cycle text check (cycle ~ '^\d{4}$'),
  goal text check (goal <> ''),
  -- [{"name": ..., "value": ..., "measure": ...}]: no figure without its unit
  figures jsonb not null default '[]' check (jsonb_typeof(figures) = 'array'),
  starts date not null,
  ends date not null check (starts <= ends),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (project, version),
  check ((cycle is null) = (goal is null))
);

create table project_milestone (
  project integer not null,
  version integer not null,
  number integer not null check (number >= 1),
  name text not null check (length(name) between 1 and 200),
  -- the first planned day, for good
  planned date not null,
  primary key (project, version, number),
  foreign key (project, version) references project_plan
);

create table project_difficulty (
  id integer generated always as identity primary key,
  project integer not null references project,
  milestone integer,
  what text not null check (length(what) between 1 and 500),
  raised_by text not null,
  raised_at timestamptz not null default clock_timestamp()
);
create index project_difficulty_project on project_difficulty (project);

-- A round of dispatch (调度): who has to solve what by when stands in its acts.
create table project_dispatch (
  id integer generated always as identity primary key,
  programme text not null references programme,
  day date not null,
  document text not null check (document <> ''),
  held_by text not null,
  held_at timestamptz not null default clock_timestamp()
);

-- All that happened with a project, in order.
create table project_act (
  id integer generated always as identity primary key,
  project integer not null references project,
  act text not null check (act in ('proposed', 'passed', 'returned', 'begun', 'stopped',
    'done', 'given-back', 'delay-asked', 'delay-agreed', 'delay-refused', 'assigned', 'solved')),
  -- where a gate leads
  stage text check (stage in ('approved', 'under-way', 'accepted', 'promoted', 'stopped')),
  milestone integer,
  difficulty integer references project_difficulty,
  dispatch integer references project_dispatch,
  -- done on, new day, to be solved by
  day date,
  -- who has to solve it
  unit text check (unit <> ''),
  cause text check (cause in ('weather', 'land', 'funds', 'approval', 'design', 'supply', 'cooperation', 'own', 'other')),
  reason text check (reason <> ''),
  document text check (document <> ''),
  acted_by text not null,
  acted_at timestamptz not null default clock_timestamp(),
  check ((act in ('proposed', 'passed', 'returned', 'begun', 'stopped')) = (stage is not null)),
  check ((act in ('done', 'given-back', 'delay-asked', 'delay-agreed', 'delay-refused')) = (milestone is not null)),
  check ((act in ('assigned', 'solved')) = (difficulty is not null)),
  check ((act = 'assigned') = (dispatch is not null) and (dispatch is null) = (unit is null)),
  check ((act in ('done', 'delay-asked', 'delay-agreed', 'assigned')) = (day is not null)),
  check ((act = 'delay-asked') = (cause is not null)),
  -- the written basis of what is decided at these gates
  check (document is not null or not (act = 'stopped' or (act = 'passed' and stage in ('approved', 'accepted')))),
  check (reason is not null or act not in ('proposed', 'returned', 'stopped', 'given-back', 'delay-asked', 'delay-refused', 'solved'))
);
create index project_act_project on project_act (project, id);

-- What shows a milestone, or (without one) what the project shows at the stage at which it stood.
create table project_evidence (
  project integer not null references project,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  milestone integer,
  stage text not null,
  name text not null check (name <> ''),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  size integer not null check (size > 0),
  content bytea not null,
  attached_by text not null,
  attached_at timestamptz not null default clock_timestamp()
);
create unique index project_evidence_place on project_evidence (project, sha256, stage, coalesce(milestone, 0));

do $$
declare
  name text;
begin
  foreach name in array array['project', 'project_plan', 'project_milestone', 'project_difficulty', 'project_dispatch', 'project_act',
    'project_evidence'] loop
    execute format('create trigger append_only before update or delete or truncate on %I execute function refuse_change()', name);
  end loop;
end $$;

create view project_standing as
  select p.*, n.version, n.name, n.cooperating, n.official, n.cycle, n.goal, n.figures, n.starts, n.ends,
    coalesce(s.stage, 'arguing') as stage, s.acted_at as stage_since, coalesce(g.act = 'proposed', false) as is_proposed,
    case when g.act = 'proposed' then g.acted_by end as proposed_by,
    exists (select from project_act where project = p.id and act = 'passed' and stage = 'approved') as is_approved,
    (select min(city_day(acted_at)) from project_act where project = p.id and act = 'stopped') as stopped_on
  from project p
    join lateral (select * from project_plan where project = p.id order by version desc limit 1) n on true
    left join lateral (select stage, acted_at from project_act
      where project = p.id and act in ('passed', 'begun', 'stopped') order by id desc limit 1) s on true
    left join lateral (select act, acted_by from project_act where project = p.id and stage is not null order by id desc limit 1) g on true;

-- Milestones of the plan that holds: the first planned day, the agreed one, and when it was done.
create view project_milestone_standing as
  select p.id as project, p.programme, p.unit, m.number, m.name, m.planned, coalesce(a.day, m.planned) as agreed,
    case when d.act = 'done' then d.day end as done, case when d.act = 'done' then d.acted_by end as done_by,
    case when w.act = 'delay-asked' then w.id end as delay, case when w.act = 'delay-asked' then w.acted_by end as delay_by
  from project_standing p
    join project_milestone m on m.project = p.id and m.version = p.version
    left join lateral (select day from project_act
      where project = p.id and milestone = m.number and act = 'delay-agreed' order by id desc limit 1) a on true
    left join lateral (select act, day, acted_by from project_act
      where project = p.id and milestone = m.number and act in ('done', 'given-back') order by id desc limit 1) d on true
    left join lateral (select id, act, acted_by from project_act
      where project = p.id and milestone = m.number and act in ('delay-asked', 'delay-agreed', 'delay-refused') order by id desc limit 1) w on true;

create view project_difficulty_standing as
  select d.*, s.acted_at is not null as is_solved, a.unit, a.day as due, a.dispatch
  from project_difficulty d
    left join lateral (select unit, day, dispatch from project_act where difficulty = d.id and act = 'assigned' order by id desc limit 1) a on true
    left join lateral (select acted_at from project_act where difficulty = d.id and act = 'solved' limit 1) s on true;

-- The installation's own records, too, arrive by a connection: so that figures count them as they count those of others.
alter table connection_version drop constraint connection_version_kind_check,
  add constraint connection_version_kind_check check (kind in ('http', 'sql', 'folder', 'push', 'own'));

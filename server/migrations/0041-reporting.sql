-- Reporting that remains: figures that no system can give are asked of units, entered by the liaison, confirmed by the head and
-- accepted by whoever answers for the indicator. Stage `intake` writes all of these.

-- What a unit is asked for. It follows from the scheme in force; `name`, `measure`, `decimals` and `why` are those of the asking.
create table report (
  id integer generated always as identity primary key,
  programme text not null references programme,
  unit text not null check (unit <> ''),
  indicator text not null check (indicator <> ''),
  period text not null check (period <> ''),
  name jsonb not null,
  measure text,
  decimals smallint not null check (decimals >= 0),
  -- a share of a whole: never below 0 nor above 100
  is_share boolean not null,
  -- why no system can give it
  why jsonb,
  due date not null,
  -- after the due day it waits for the head, too; from this day on it stands on the office's list
  office_from date not null check (office_from > due),
  asked_at timestamptz not null default clock_timestamp(),
  unique (programme, unit, indicator, period)
);
create index report_indicator on report (programme, indicator, id);
create trigger append_only before update or delete or truncate on report execute function refuse_change();

-- What became of it; the last one says who holds it. withdrawn: the figure came by another way, nobody needs to report it.
create table report_act (
  id integer generated always as identity primary key,
  report integer not null references report,
  act text not null check (act in ('submitted', 'confirmed', 'returned', 'accepted', 'withdrawn')),
  -- of a submission
  value text,
  note text check (note <> ''),
  -- of a return
  reason text check (reason <> ''),
  acted_by text not null,
  acted_at timestamptz not null default clock_timestamp(),
  check ((act = 'submitted') = (value is not null)),
  check (act = 'submitted' or note is null),
  check ((act = 'returned') = (reason is not null))
);
create index report_act_report on report_act (report, id);
-- A figure is accepted once.
create unique index report_act_accepted on report_act (report) where act = 'accepted';
create trigger append_only before update or delete or truncate on report_act execute function refuse_change();

-- Files of a unit by their digest: one that is there already is not sent again.
create table report_file (
  programme text not null references programme,
  unit text not null check (unit <> ''),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
  size integer not null check (size > 0),
  content bytea not null,
  attached_by text not null,
  attached_at timestamptz not null default clock_timestamp(),
  primary key (programme, unit, sha256)
);
create trigger append_only before update or delete or truncate on report_file execute function refuse_change();

-- What shows a submission.
create table report_evidence (
  act integer not null references report_act,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (act, sha256)
);
create trigger append_only before update or delete or truncate on report_evidence execute function refuse_change();

-- The fact that an accepted report became. `digest`: of what was submitted, its evidence included.
create table reported_fact (
  programme text not null references programme,
  fact text not null check (fact <> ''),
  recording integer not null references recording,
  report integer not null unique references report,
  trust text not null check (trust in ('A', 'B', 'C', 'D')),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  primary key (programme, fact)
);
create trigger append_only before update or delete or truncate on reported_fact execute function refuse_change();

-- On which days a programme was looked at, and what stood then that decides who is asked.
create table report_look (
  programme text not null references programme,
  day date not null,
  cause text not null,
  primary key (programme, day, cause)
);

create view report_standing as
  select r.*, coalesce(a.act, 'due') as state, a.id as last_act, a.reason, a.acted_by, coalesce(a.acted_at, r.asked_at) as since,
    case coalesce(a.act, 'due') when 'due' then 'liaison' when 'returned' then 'liaison' when 'submitted' then 'head'
      when 'confirmed' then 'owner' end as holder,
    s.id as submission, s.value, s.note, s.acted_by as submitted_by
  from report r
    left join lateral (select * from report_act where report = r.id order by id desc limit 1) a on true
    left join lateral (select * from report_act where report = r.id and act = 'submitted' order by id desc limit 1) s on true;

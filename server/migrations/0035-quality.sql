-- Quality of the data (docs/decisions/0068). Stage `intake`, part `quality`, writes these.

-- What owners say must hold between figures, and when they are due.
create table quality_rule (
  programme text not null references programme,
  rule text not null check (rule ~ '^[a-z][a-z0-9-]{1,39}$'),
  version integer not null check (version >= 1),
  -- what contract calls a QualityCheck
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  is_ended boolean not null,
  reason text not null check (reason <> ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (programme, rule, version)
);
create trigger append_only before update or delete or truncate on quality_rule execute function refuse_change();
create view newest_quality_rule as
  select distinct on (programme, rule) * from quality_rule order by programme, rule, version desc;

-- One examination of all figures as they stood at a recording, on a day, under the rules of that time.
create table quality_pass (
  id integer generated always as identity primary key,
  programme text not null references programme,
  recording integer not null references recording,
  day date not null,
  -- how many versions of rules there were
  rules integer not null check (rules >= 0),
  figures integer not null check (figures >= 0),
  -- what came of each source, and what was too small to be judged
  sources jsonb not null check (jsonb_typeof(sources) = 'array'),
  small jsonb not null check (jsonb_typeof(small) = 'array'),
  made_at timestamptz not null default clock_timestamp()
);
create index quality_pass_newest on quality_pass (programme, id desc);
create trigger append_only before update or delete or truncate on quality_pass execute function refuse_change();

create table quality_finding (
  id integer generated always as identity primary key,
  programme text not null references programme,
  -- the same finding has the same key: kind, place, versions of the figures, and what else makes it this one
  key text not null check (key <> ''),
  kind text not null check (kind in ('absent', 'late', 'silent', 'jump', 'outlier', 'heaping', 'period-end', 'cross')),
  indicator text not null check (indicator <> ''),
  period text not null check (period <> ''),
  -- null: about the indicator in this period as a whole
  subject text,
  told jsonb not null check (jsonb_typeof(told) = 'object'),
  pass integer not null references quality_pass,
  found_at timestamptz not null default clock_timestamp(),
  unique (programme, key)
);
create index quality_finding_place on quality_finding (programme, indicator, period);
create trigger append_only before update or delete or truncate on quality_finding execute function refuse_change();

-- The figures in doubt, in the order in which a rule compares them.
create table quality_finding_fact (
  finding integer not null references quality_finding,
  place smallint not null check (place >= 0),
  programme text not null,
  fact text not null,
  primary key (finding, place)
);
create index quality_finding_fact_fact on quality_finding_fact (programme, fact);
create trigger append_only before update or delete or truncate on quality_finding_fact execute function refuse_change();

-- What was done with it, by people and by the next examination; the last one is its state, and one without any is open.
create table quality_act (
  id integer generated always as identity primary key,
  finding integer not null references quality_finding,
  state text not null check (state in ('open', 'mending', 'explained', 'mended', 'gone')),
  -- null: it was noticed, and nobody said why
  reason text check (reason <> ''),
  -- the figure that stands since
  fact text,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  check (state not in ('mending', 'explained') or reason is not null)
);
create index quality_act_finding on quality_act (finding, id desc);
create trigger append_only before update or delete or truncate on quality_act execute function refuse_change();

create view quality_finding_now as
  select f.*, coalesce(a.state, 'open') as state, a.made_by as acted_by, a.made_at as acted_at, a.reason as act_reason
  from quality_finding f left join lateral (
    select state, made_by, made_at, reason from quality_act where finding = f.id order by id desc limit 1) a on true;

-- Whether a figure has a finding that nobody has settled: it says so wherever it is shown.
create function is_in_doubt(of_programme text, of_fact text) returns boolean language sql stable as $$
  select exists (select from quality_finding_fact k join quality_finding_now f on f.id = k.finding
    where k.programme = of_programme and k.fact = of_fact and f.state in ('open', 'mending'))
$$;

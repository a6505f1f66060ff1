-- The burden meter: what is asked of units, registered before it is asked, beside what this product itself asks (table ask). Stage
-- `intake` writes all of these.

-- What one person spends on a request of each kind. A version holds from its first day on; what was asked before keeps its minutes.
create table burden_model (
  programme text not null references programme,
  -- 0 is the one that the product comes with and stands in no row
  version integer not null check (version >= 1),
  first_day date not null,
  -- {"form": {"base": ..., "perPage": ..., "perField": ..., "perHour": ...}, ...}
  costs jsonb not null check (jsonb_typeof(costs) = 'object'),
  reason text not null check (reason <> ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (programme, version)
);
create trigger append_only before update or delete or truncate on burden_model execute function refuse_change();

-- What may be asked of one unit in a month; the newest of the narrowest reach holds.
create table burden_budget (
  id integer generated always as identity primary key,
  programme text not null references programme,
  reach text not null check (reach in ('all', 'type', 'unit')),
  -- a type of units, or a unit
  of_what text,
  first_month date not null check (extract(day from first_month) = 1),
  -- null: without a limit
  minutes integer check (minutes >= 0),
  asks integer check (asks >= 0),
  reason text not null check (reason <> ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  check ((reach = 'all') = (of_what is null))
);
create index burden_budget_of on burden_budget (programme, reach, of_what, first_month);
create trigger append_only before update or delete or truncate on burden_budget execute function refuse_change();

create table burden_request (
  id integer generated always as identity primary key,
  programme text not null references programme,
  -- a unit
  asker text not null check (asker <> ''),
  kind text not null check (kind in ('form', 'ledger', 'meeting', 'document', 'letter', 'inspection', 'task-force')),
  title text not null check (title <> ''),
  reason text not null check (reason <> ''),
  document text not null check (document <> ''),
  asked_on date not null,
  -- of which time the data are, as a name and in months counted from year 0; null: as they stand
  period text,
  period_from integer,
  period_to integer check (period_from <= period_to),
  people integer not null check (people >= 1),
  pages integer not null check (pages >= 0),
  hours numeric(6, 1) not null check (hours >= 0),
  -- of one unit, by the version of the model of the day of asking
  minutes integer not null check (minutes >= 0),
  model integer not null check (model >= 0),
  -- the law that orders an inspection
  statute text check (statute <> ''),
  -- {"approver", "document", "reason"}; of how many units it goes beyond the budget
  approval jsonb,
  units_over integer not null check (units_over >= 0),
  is_synthetic boolean not null default false,
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (statute is null or kind = 'inspection'),
  check (units_over = 0 or approval is not null or statute is not null),
  check ((period is null) = (period_from is null) and (period is null) = (period_to is null))
);
create index burden_request_day on burden_request (programme, asked_on, id);
create trigger append_only before update or delete or truncate on burden_request execute function refuse_change();

create table burden_request_unit (
  request integer not null references burden_request,
  unit text not null check (unit <> ''),
  primary key (request, unit)
);
create index burden_request_unit_unit on burden_request_unit (unit, request);
create trigger append_only before update or delete or truncate on burden_request_unit execute function refuse_change();

-- Data that are asked for, each by its name; with the signed exception by which one is asked again.
create table burden_field (
  request integer not null references burden_request,
  place smallint not null check (place >= 0),
  name text not null check (name <> ''),
  -- {"document", "signer", "reason"}
  exception jsonb,
  primary key (request, place)
);
create trigger append_only before update or delete or truncate on burden_field execute function refuse_change();

create table burden_withdrawal (
  request integer primary key references burden_request,
  reason text not null check (reason <> ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on burden_withdrawal execute function refuse_change();

-- A day in the city of an instant; a demo's day is moved.
create function city_day(instant timestamptz) returns date language sql stable as $$
  select ((instant + make_interval(days => coalesce((select day_shift from installation), 0))) at time zone 'Asia/Shanghai')::date
$$;

-- Every ask of everybody, whoever asked: of a request one row for each unit. `type` and `parent` say whom it is about, for the scope.
create view burden_ask as
  select r.programme, 'registered' as source, r.id as request, r.kind, r.asker, u.unit as subject, 'unit' as type,
    null::text as parent, r.asked_on, r.minutes
  from burden_request r join burden_request_unit u on u.request = r.id
  where not exists (select from burden_withdrawal w where w.request = r.id)
  union all
  select a.programme, 'product', null, case a.kind when 'verification' then 'verify-result' when 'task-list' then 'read-tasks' else a.kind end,
    null, a.subject, coalesce(s.type, 'office'), s.unit, city_day(a.asked_at), a.minutes
  from ask a left join current_subject s on s.programme = a.programme and s.id = a.subject;

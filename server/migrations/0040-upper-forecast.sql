-- The forecast of the appraisal by the level above (docs/decisions/0075). Stage `intake`, part `upper-forecast`, writes these.

-- By which of our figures an item is foretold, from a day on: of those that have begun the newest row counts. Without content: by none.
create table upper_basis (
  id integer generated always as identity primary key,
  upper integer not null,
  item text not null,
  since date not null,
  content jsonb check (jsonb_typeof(content) = 'object'),
  reason text not null check (reason <> ''),
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  foreign key (upper, item) references upper_item
);
create index upper_basis_item on upper_basis (upper, item, id);
create trigger append_only before update or delete or truncate on upper_basis execute function refuse_change();

-- What was foretold on a day, kept whenever it is another than before, so that it can be assessed.
create table upper_forecast (
  id bigint generated always as identity primary key,
  upper integer not null references upper_scheme,
  day date not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  -- computed afterwards, as it would have been on its day
  is_replayed boolean not null,
  kept_at timestamptz not null default clock_timestamp()
);
create index upper_forecast_upper on upper_forecast (upper, id);
create trigger append_only before update or delete or truncate on upper_forecast execute function refuse_change();

-- What the level above has published, by its document. A later row takes the place of an earlier one; both stay.
create table upper_published (
  id integer generated always as identity primary key,
  upper integer not null references upper_scheme,
  document text not null check (document <> ''),
  published_on date not null,
  total exact_text,
  items jsonb not null check (jsonb_typeof(items) = 'object'),
  entered_by text not null,
  entered_at timestamptz not null default clock_timestamp(),
  check (total is not null or items <> '{}')
);
create index upper_published_upper on upper_published (upper, id);
create trigger append_only before update or delete or truncate on upper_published execute function refuse_change();

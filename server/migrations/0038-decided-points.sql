-- Points that people decide on (docs/decisions/0073): deductions and bonuses, and the assessments of owners. Stage `intake`, part
-- `decided`, writes these. What was confirmed or signed is a fact besides.

create table claim (
  id integer generated always as identity primary key,
  programme text not null references programme,
  kind text not null check (kind in ('deduction', 'bonus')),
  origin text not null check (origin in ('owner', 'joint-supervision', 'unit')),
  -- the unit concerned
  subject text not null check (subject <> ''),
  -- the item of the scheme; the indicator and the unit that answer for it; the type of the event
  item text not null check (item <> ''),
  item_name jsonb not null check (jsonb_typeof(item_name) = 'object'),
  indicator text not null check (indicator <> ''),
  owner text check (owner <> ''),
  type text not null check (type <> ''),
  level text check (level <> ''),
  -- the table as it stood: [{"level": "national", "points": "1.5"}], one without a level where each costs the same
  levels jsonb not null check (jsonb_typeof(levels) = 'array'),
  points exact_text,
  matter text not null check (matter <> ''),
  -- of a conclusion of joint supervision nothing but its document is kept
  what text check (what <> ''),
  document text not null check (document <> ''),
  document_day date not null,
  day date not null,
  -- the day by which it counts, and the period in which that lies
  effect_day date not null,
  effect text not null check (effect <> ''),
  due date,
  due_provisional boolean not null default false,
  entered_by text not null,
  entered_at timestamptz not null default clock_timestamp(),
  check ((kind = 'bonus') = (origin = 'unit')),
  check ((what is null) = (origin = 'joint-supervision')),
  check (kind = 'bonus' or due is not null)
);
create index claim_subject on claim (programme, subject, id);
create trigger append_only before update or delete or truncate on claim execute function refuse_change();

-- Everything that was done about it, in order; where it stands is read from these.
create table claim_step (
  id integer generated always as identity primary key,
  claim integer not null references claim,
  what text not null check (what in ('accepted', 'objected', 'reviewer', 'agreed', 'disagreed', 'listed', 'remarked', 'remark-answered',
    'confirmed', 'lowered', 'dropped')),
  -- which unit reviews, agrees or remarks
  unit text check (unit <> ''),
  level text check (level <> ''),
  text text check (text <> ''),
  -- the last day on which the list is open
  until date,
  -- the remark that is answered
  remark integer references claim_step,
  fact text check (fact <> ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  check ((what in ('reviewer', 'agreed', 'disagreed', 'remarked')) = (unit is not null)),
  check ((what = 'listed') = (until is not null)),
  check ((what = 'remark-answered') = (remark is not null)),
  check ((what in ('confirmed', 'lowered')) = (fact is not null)),
  check (what not in ('objected', 'disagreed', 'remarked', 'remark-answered', 'lowered', 'dropped') or text is not null)
);
create index claim_step_claim on claim_step (claim, id);
create unique index claim_answered_once on claim_step (claim) where what in ('accepted', 'objected');
create unique index claim_decided_once on claim_step (claim) where what in ('confirmed', 'lowered', 'dropped');
create unique index claim_listed_once on claim_step (claim) where what = 'listed';
create unique index claim_reviewer_once on claim_step (claim, unit) where what = 'reviewer';
create unique index claim_reviewed_once on claim_step (claim, unit) where what in ('agreed', 'disagreed');
create unique index claim_remark_answered_once on claim_step (remark) where what = 'remark-answered';
create trigger append_only before update or delete or truncate on claim_step execute function refuse_change();

-- What an owner has given to every unit of an indicator, on one sheet.
create table assessment_sheet (
  id integer generated always as identity primary key,
  programme text not null references programme,
  indicator text not null check (indicator <> ''),
  indicator_name jsonb not null check (jsonb_typeof(indicator_name) = 'object'),
  period text not null check (period <> ''),
  -- the unit that answers for the indicator
  owner text not null check (owner <> ''),
  -- why nobody has lost anything
  all_full text check (all_full <> ''),
  entered_by text not null,
  entered_at timestamptz not null default clock_timestamp()
);
create index assessment_sheet_period on assessment_sheet (programme, indicator, period);
create trigger append_only before update or delete or truncate on assessment_sheet execute function refuse_change();

create table assessment_mark (
  sheet integer not null references assessment_sheet,
  position integer not null check (position >= 0),
  subject text not null check (subject <> ''),
  criterion text check (criterion <> ''),
  points exact_text not null,
  full_points exact_text not null,
  reason text check (reason <> ''),
  primary key (sheet, position)
);
create trigger append_only before update or delete or truncate on assessment_mark execute function refuse_change();

create table assessment_act (
  sheet integer primary key references assessment_sheet,
  act text not null check (act in ('signed', 'returned')),
  reason text check (reason <> ''),
  acted_by text not null,
  acted_at timestamptz not null default clock_timestamp(),
  check ((act = 'returned') = (reason is not null))
);
create trigger append_only before update or delete or truncate on assessment_act execute function refuse_change();

-- Files that show a claim, and scans of signed sheets: known by their digest, the bytes with them, as with deeds.
create table decided_evidence (
  id integer generated always as identity primary key,
  claim integer references claim,
  sheet integer references assessment_sheet,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  size integer not null check (size > 0),
  content bytea not null,
  attached_by text not null,
  attached_at timestamptz not null default clock_timestamp(),
  check ((claim is null) <> (sheet is null)),
  unique (claim, sha256)
);
create unique index one_scan on decided_evidence (sheet);
create trigger append_only before update or delete or truncate on decided_evidence execute function refuse_change();

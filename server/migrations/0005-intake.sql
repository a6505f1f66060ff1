-- Stage `intake` writes these: the facts, in narrow rows. Each has its fact id, what it holds for (period, day or campaign),
-- the recording it came by (moment, author, reason) and the fact it supersedes, if any. Nothing is changed in place.
-- `supersedes` is checked at the end of the transaction's statement: a correction and its predecessor may come in one COPY.

create table observation (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  subject text not null,
  indicator text not null,
  period text not null,
  value exact_text,
  absence text check (absence in ('missing', 'not-applicable', 'exempt', 'late')),
  source text,
  recorded_on date,
  check (value is not null or absence is not null),
  primary key (programme, id),
  foreign key (programme, supersedes) references observation (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index observation_supersedes on observation (programme, supersedes) where supersedes is not null;
create index observation_recording on observation (programme, recording);
create trigger append_only before update or delete or truncate on observation execute function refuse_change();

create table target (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  -- '*' for all
  subject text not null,
  indicator text not null,
  period text not null,
  value exact_text not null,
  primary key (programme, id),
  foreign key (programme, supersedes) references target (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index target_supersedes on target (programme, supersedes) where supersedes is not null;
create index target_recording on target (programme, recording);
create trigger append_only before update or delete or truncate on target execute function refuse_change();

create table coefficient (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  subject text not null,
  name text not null,
  value exact_text not null,
  primary key (programme, id),
  foreign key (programme, supersedes) references coefficient (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index coefficient_supersedes on coefficient (programme, supersedes) where supersedes is not null;
create index coefficient_recording on coefficient (programme, recording);
create trigger append_only before update or delete or truncate on coefficient execute function refuse_change();

create table assessment (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  subject text not null,
  indicator text not null,
  period text not null,
  assessor text not null,
  criterion text,
  points exact_text not null,
  reason text,
  source text,
  primary key (programme, id),
  foreign key (programme, supersedes) references assessment (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index assessment_supersedes on assessment (programme, supersedes) where supersedes is not null;
create index assessment_recording on assessment (programme, recording);
create trigger append_only before update or delete or truncate on assessment execute function refuse_change();

create table event (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  subject text not null,
  type text not null,
  day date not null,
  count exact_text not null,
  level text,
  matter text,
  standing text not null check (standing in ('confirmed', 'proposed', 'revoked', 'exempt')),
  reason text,
  source text,
  primary key (programme, id),
  foreign key (programme, supersedes) references event (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index event_supersedes on event (programme, supersedes) where supersedes is not null;
create index event_recording on event (programme, recording);
create trigger append_only before update or delete or truncate on event execute function refuse_change();

create table ballot (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  campaign text not null,
  subject text not null,
  rater_group text not null,
  item text not null,
  option text,
  score exact_text,
  votes integer not null check (votes >= 0),
  primary key (programme, id),
  foreign key (programme, supersedes) references ballot (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index ballot_supersedes on ballot (programme, supersedes) where supersedes is not null;
create index ballot_recording on ballot (programme, recording);
create trigger append_only before update or delete or truncate on ballot execute function refuse_change();

create table opening (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  subject text not null,
  node text not null,
  period text not null,
  score exact_text not null,
  document text not null,
  primary key (programme, id),
  foreign key (programme, supersedes) references opening (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index opening_supersedes on opening (programme, supersedes) where supersedes is not null;
create index opening_recording on opening (programme, recording);
create trigger append_only before update or delete or truncate on opening execute function refuse_change();

create table decided_grade (
  programme text not null references programme,
  id text not null check (id <> ''),
  recording integer not null references recording,
  supersedes text,
  subject text not null,
  period text not null,
  grade text not null,
  document text not null,
  primary key (programme, id),
  foreign key (programme, supersedes) references decided_grade (programme, id)
);
-- One successor each: two corrections of the same fact cannot both stand.
create unique index decided_grade_supersedes on decided_grade (programme, supersedes) where supersedes is not null;
create index decided_grade_recording on decided_grade (programme, recording);
create trigger append_only before update or delete or truncate on decided_grade execute function refuse_change();

create index observation_key on observation (programme, subject, indicator, period);
create index ballot_key on ballot (programme, subject, campaign);

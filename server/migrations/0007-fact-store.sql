-- The fact store at the size of a city: permanent numbers for subjects, packed blocks of observations, closed periods, and a
-- narrow table of observations that 47 million rows can live in (docs/decisions/0031).

-- Stage `registry`. The number of a subject within its programme: given when it is first recorded, never given again. A packed
-- block has one slot per number. The trigger gives it, so that no way of recording a subject can forget to.
create table subject_ordinal (
  programme text not null references programme,
  subject text not null,
  ordinal integer not null check (ordinal >= 0),
  primary key (programme, subject),
  unique (programme, ordinal)
);
create trigger append_only before update or delete or truncate on subject_ordinal execute function refuse_change();

-- Planned anew each time (`execute`): a plan for two subjects is a bad one for a hundred thousand.
create function give_ordinals() returns trigger language plpgsql as $$
begin
  execute $sql$
    insert into subject_ordinal (programme, subject, ordinal)
      select a.programme, a.id, coalesce(taken.most + 1, 0) + row_number() over (partition by a.programme
          order by array_position(array['unit', 'team', 'official'], a.type), a.sort, a.id collate "C") - 1
      from (select distinct on (programme, id) programme, id, type, sort from added order by programme, id, recording) a
        left join (select programme, max(ordinal) as most from subject_ordinal
          where programme in (select distinct programme from added) group by programme) taken using (programme)
        left join subject_ordinal o on o.programme = a.programme and o.subject = a.id
      where o.subject is null
  $sql$;
  return null;
end $$;
create trigger give_ordinals after insert on subject referencing new table as added
  for each statement execute function give_ordinals();

insert into subject_ordinal (programme, subject, ordinal)
  select programme, id, row_number() over (partition by programme
    order by recording, array_position(array['unit', 'team', 'official'], type), sort, id collate "C") - 1
  from (select distinct on (programme, id) * from subject order by programme, id, recording) s;

-- Stage `intake`. Who recorded what: an import of many figures, and the closing and reopening of a period, are recordings too.
alter table recording drop constraint recording_kind_check, drop constraint recording_check;
alter table recording add constraint recording_kind_check
    check (kind in ('dataset', 'import', 'correction', 'period-closed', 'period-reopened')),
  add constraint recording_reason check (kind = 'dataset' or kind = 'import' or reason is not null);
create index recording_programme on recording (programme, id);

-- A period is closed, or open again, from a recording on: the newest act on it counts. Author and reason stand in the recording.
create table period_closing (
  programme text not null references programme,
  period text not null check (period ~ '^\d{4}([-.QH]|$)'),
  recording integer not null references recording,
  is_closed boolean not null,
  primary key (programme, period, recording)
);
create trigger append_only before update or delete or truncate on period_closing execute function refuse_change();

-- Narrow observations. What three foreign keys looked up row by row, and a fourth could not say (a subject is one of its
-- programme), one trigger asks once per statement. Two indexes give way to one a tenth of their size and to one of almost
-- none: rows lie in the order of their recordings. The pattern of an exact number costs more than the row; the check says
-- the same with less (a test compares them).
alter table observation
  drop constraint observation_programme_fkey,
  drop constraint observation_recording_fkey,
  drop constraint observation_programme_supersedes_fkey;
drop index observation_key;
drop index observation_recording;
create index observation_subject on observation (programme, subject);
create index observation_recording on observation using brin (recording) with (pages_per_range = 32, autosummarize = on);
alter table observation alter column value type text;
alter table observation add constraint observation_exact_text check (
  translate(value, '0123456789', '') in ('', '.', '-', '-.', '/', '-/', './', '-./')
  and left(ltrim(value, '-'), 1) between '0' and '9' and right(value, 1) between '0' and '9'
  and value not like '_%-%' and value not like '%./%');

-- Blocks: a cache of the narrow rows, one row per indicator and period. Dropped, damaged or behind, it is made again from
-- them. `observation_mark` says up to which recording ALL blocks of a programme are folded, and seals them together.
create table observation_mark (
  programme text primary key,
  folded integer not null,
  blocks integer not null,
  digest bytea not null
);
create table observation_block (
  programme text not null,
  indicator text not null,
  period text not null,
  -- the recording up to which it was folded when it was last written
  mark integer not null,
  -- a value is values[slot] / 10^scale
  scale smallint not null check (scale between 0 and 15),
  width text not null check (width in ('int32', 'float64', 'int64')),
  -- slots; those beyond it hold nothing
  length integer not null,
  -- facts that stand in it, asides included
  filled integer not null,
  values bytea not null,
  states bytea not null,
  -- [[slot, fact, value, absence], …]: what the arrays cannot hold exactly
  asides text not null,
  digest bytea not null,
  seal bytea not null,
  primary key (programme, indicator, period)
);
-- Numbers do not shrink by PostgreSQL's compression, and reading must not pay for the attempt.
alter table observation_block
  alter column values set storage external, alter column states set storage external, alter column asides set storage external;

create function check_observations() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  execute $sql$
    select a.programme, a.subject from (select distinct programme, subject from added) a
      left join subject_ordinal o on o.programme = a.programme and o.subject = a.subject
      where o.subject is null limit 1
  $sql$ into wrong;
  if wrong.subject is not null then
    raise exception 'an observation of programme % is about %, who is not recorded', wrong.programme, wrong.subject
      using errcode = 'foreign_key_violation', constraint = 'observation_subject_known';
  end if;
  execute $sql$
    select d.programme, d.recording from (select distinct programme, recording from added) d
      left join recording r on r.id = d.recording and r.programme = d.programme
      where r.id is null limit 1
  $sql$ into wrong;
  if wrong.recording is not null then
    raise exception 'programme % has no recording %', wrong.programme, wrong.recording
      using errcode = 'foreign_key_violation', constraint = 'observation_recording_known';
  end if;
  -- "facts up to recording 17" never gains a member: what the blocks were folded up to is complete
  execute $sql$
    select d.programme, d.recording from (select distinct programme, recording from added) d
      join observation_mark m on m.programme = d.programme and m.folded >= d.recording limit 1
  $sql$ into wrong;
  if wrong.recording is not null then
    raise exception 'recording % of programme % is complete: open a new one', wrong.recording, wrong.programme
      using errcode = 'restrict_violation', constraint = 'observation_recording_open';
  end if;
  execute $sql$
    select a.id, a.supersedes from added a
      left join observation o on o.programme = a.programme and o.id = a.supersedes
      where a.supersedes is not null and o.id is null limit 1
  $sql$ into wrong;
  if wrong.supersedes is not null then
    raise exception 'observation % supersedes %, which does not exist', wrong.id, wrong.supersedes
      using errcode = 'foreign_key_violation', constraint = 'observation_supersedes_known';
  end if;
  return null;
end $$;
create trigger check_observations after insert on observation referencing new table as added
  for each statement execute function check_observations();

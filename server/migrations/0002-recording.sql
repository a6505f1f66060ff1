-- One act of recording: who put something on record, when, from what and why. Every fact, subject and scheme version names
-- the recording it came by; `id` grows in the order of commits (recordings are made one after the other), so that "facts
-- up to recording 17" means the same for ever: the high-water mark of a run.
create table recording (
  id integer generated always as identity primary key,
  programme text not null,
  kind text not null check (kind in ('dataset', 'correction')),
  -- the dataset's folder name, or the fact that was corrected
  name text not null,
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  author text not null,
  reason text,
  recorded_at timestamptz not null default clock_timestamp(),
  check (kind <> 'correction' or reason is not null)
);
-- The same dataset is loaded once.
create unique index recording_dataset on recording (programme, digest) where kind = 'dataset';

-- A recorded thing is never changed and never removed: it is superseded.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: record a new row that supersedes the old one', tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger append_only before update or delete or truncate on recording execute function refuse_change();

-- An exact number: a finite decimal, or a fraction where there is none. Never a float.
create domain exact_text as text check (value ~ '^-?\d+(\.\d+)?(/\d+)?$');

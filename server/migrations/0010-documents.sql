-- Stage `exports` writes these: orders for documents, and the register of what was issued. The files themselves lie among
-- the content-addressed files of the data folder, named by their SHA-256, and go into every backup.

create table document_job (
  id integer generated always as identity primary key,
  run integer not null references run,
  kind text not null check (kind in ('report-card', 'score-sheet', 'standing-table', 'brief')),
  format text not null check (format in ('pdf', 'docx', 'xlsx')),
  language text not null check (language in ('zh-CN', 'en')),
  -- identifiers in protocol order, fixed when it was ordered; null for a paper about the whole run
  subjects jsonb,
  total integer not null check (total > 0),
  -- who ordered it, and whose data that person may see
  account text not null,
  account_name jsonb not null,
  role text not null,
  scope jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- the moment that its documents bear
  asked_at timestamptz not null,
  finished_at timestamptz,
  check ((finished_at is null) = (state in ('queued', 'running')))
);
create index document_job_waiting on document_job (id) where state in ('queued', 'running');
create index document_job_account on document_job (account, id);
create trigger never_removed before delete or truncate on document_job execute function refuse_change();

create function refuse_job_change() returns trigger language plpgsql as $$
begin
  if old.state in ('done', 'failed', 'cancelled') then
    raise exception 'order % is finished and stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger finished_stays before update on document_job for each row execute function refuse_job_change();

-- Numbers are drawn before a document is set, because they are printed on it; one that failed leaves a gap.
create sequence document_number as bigint;

create table issued_document (
  number bigint primary key,
  job integer not null references document_job,
  subject text,
  subject_type text,
  subject_name jsonb,
  name text not null,
  size integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  pages integer,
  findings jsonb not null,
  issued_at timestamptz not null
);
create unique index issued_once on issued_document (job, coalesce(subject, ''));
create trigger append_only before update or delete or truncate on issued_document execute function refuse_change();

-- What could not be made, named; the others of the order were delivered.
create table document_failure (
  job integer not null references document_job,
  subject text not null,
  subject_type text,
  subject_name jsonb,
  code text not null,
  primary key (job, subject)
);
create trigger append_only before update or delete or truncate on document_failure execute function refuse_change();

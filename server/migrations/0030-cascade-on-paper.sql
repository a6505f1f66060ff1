-- Goals handed down, gone on with: a head's word that was given on paper, what an accepted objection changed, and orders for
-- documents that belong to no run.

-- Stage `schemes` writes this: a commitment that the head signed on paper, recorded by somebody else, who is its confirmed_by.
create table commitment_attestation (
  commitment integer primary key references commitment,
  signed_on date not null,
  -- the official whose signature stands on the paper
  signatory text not null check (signatory <> ''),
  document text not null check (document <> ''),
  -- the digest of the list that is printed on the paper, as far as it was compared
  printed text check (printed ~ '^[0-9a-f]{12,64}$'),
  -- SHA-256 of the scan, which the office keeps
  scan text check (scan ~ '^[0-9a-f]{64}$')
);
create trigger append_only before update or delete or truncate on commitment_attestation execute function refuse_change();

-- What became of the task where an objection was accepted, and by which list; absent where it was not, and in answers from before.
alter table task_objection_answer
  add column change text check (change in ('withdrawn', 'changed', 'handed-on', 'stays')),
  add column decomposition integer references decomposition,
  add constraint change_of_accepted check (is_accepted or change is null),
  add constraint change_by_list check ((decomposition is not null) = (coalesce(change, 'stays') <> 'stays'));

-- Stage `exports` writes this. A paper of goals handed down is of a programme and a cycle; `units` are those of whom it tells, and it
-- is handed out to whoever still reaches them all.
alter table document_job
  alter column run drop not null,
  add column programme text references programme,
  add column cycle text check (cycle ~ '^\d{4}$'),
  add column units text[],
  drop constraint document_job_kind_check,
  add constraint document_job_kind_check check (
    kind in ('report-card', 'score-sheet', 'standing-table', 'brief', 'responsibility', 'breakdown')),
  add constraint of_run_or_cycle check (
    (run is null) = (kind in ('responsibility', 'breakdown')) and (run is null) = (programme is not null)
    and (run is null) = (cycle is not null) and (run is null) = (units is not null));

-- Notices by mail, and the units' answers to a verification.

-- Stage `access`. Where somebody is written to: optional, set by the person or by the system administrator, and used once
-- the person has opened the link that was sent there. A new one ends the one before.
create table mail_address (
  id integer generated always as identity primary key,
  account text not null references account,
  address text not null check (length(address) <= 254 and address ~ '^[^\s<>"@,;]+@[^\s<>"@,;]+$'),
  set_by text not null,
  set_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz
);
create unique index mail_address_current on mail_address (account) where ended_at is null;
create trigger never_removed before delete or truncate on mail_address execute function refuse_change();

create function refuse_address_change() returns trigger language plpgsql as $$
begin
  if is_erasure(tg_table_name, to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if (new.account, new.address, new.set_by, new.set_at) is distinct from (old.account, old.address, old.set_by, old.set_at)
    or old.ended_at is not null or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at) then
    raise exception 'address % stays as it was set; end it and set another', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger address_stays before update on mail_address for each row execute function refuse_address_change();

-- Whether somebody wants the digest, and in which language; without a row: yes, in the installation's.
create table mail_choice (
  account text primary key references account,
  wants_digest boolean not null,
  language text check (language in ('zh-CN', 'en')),
  changed_at timestamptz not null
);

-- The outbox: what is to be sent, and what became of it. Of a message only what it told of (to-dos) and its digest are kept.
-- sending: somebody is at it, or was when the process ended. in-doubt: it may have arrived, and is not sent again.
create table mail (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('digest', 'address-link')),
  account text not null references account,
  address integer not null references mail_address,
  day date not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'refused', 'in-doubt', 'lapsed')),
  attempts smallint not null default 0,
  next_at timestamptz not null,
  todos integer[] not null default '{}',
  message_sha256 bytea,
  -- what the server said last, or why it did not
  said text,
  queued_at timestamptz not null,
  settled_at timestamptz,
  check ((state in ('waiting', 'sending')) = (settled_at is null))
);
-- One digest a day, whatever happens: two processes, a crash, a day that is planned twice.
create unique index mail_digest_of_day on mail (account, day) where kind = 'digest';
create index mail_waiting on mail (next_at) where state in ('waiting', 'sending');
create index mail_account on mail (account, id);
create trigger never_removed before delete or truncate on mail execute function refuse_change();
create function refuse_settled_mail() returns trigger language plpgsql as $$
begin
  if is_erasure(tg_table_name, to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if old.settled_at is not null or (new.kind, new.account, new.address, new.day) is distinct from (old.kind, old.account, old.address, old.day) then
    raise exception 'mail % is settled and stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger settled_stays before update on mail for each row execute function refuse_settled_mail();

-- Days whose digests have been planned, and how it went when a mail server was last asked.
create table mail_day (day date primary key, planned_at timestamptz not null);
create table mail_contact (
  single boolean primary key default true check (single),
  answered_at timestamptz,
  failed_at timestamptz,
  failure text,
  -- nobody knocks before that
  retry_at timestamptz
);

-- Stage `scoring`. A run that was given to the units to verify, each time anew, with the day by which they answer.
create table verification (
  id integer generated always as identity primary key,
  run integer not null references run,
  due date not null,
  -- reckoned over days that no table of holidays knows
  due_provisional boolean not null,
  opened_by text not null,
  opened_at timestamptz not null default clock_timestamp()
);
create index verification_run on verification (run);
create trigger append_only before update or delete or truncate on verification execute function refuse_change();

-- That a unit has found everything right (核对无误), once per verification. On paper: when and by whom it was signed.
create table verification_confirmation (
  verification integer not null references verification,
  unit text not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null default clock_timestamp(),
  paper_day date,
  paper_by text check (paper_by <> ''),
  primary key (verification, unit),
  check ((paper_day is null) = (paper_by is null))
);
create trigger append_only before update or delete or truncate on verification_confirmation execute function refuse_change();

-- What a unit holds against a figure.
create table objection (
  id integer generated always as identity primary key,
  verification integer not null references verification,
  programme text not null references programme,
  unit text not null,
  indicator text not null,
  statement text not null check (length(statement) between 1 and 300),
  raised_by text not null,
  raised_at timestamptz not null default clock_timestamp(),
  paper_day date,
  paper_by text check (paper_by <> ''),
  check ((paper_day is null) = (paper_by is null))
);
create index objection_verification on objection (verification, unit);
create trigger append_only before update or delete or truncate on objection execute function refuse_change();

-- The office's answer, with its reason; accepted: by the correction that followed, a fact of the programme.
create table objection_answer (
  objection integer primary key references objection,
  is_accepted boolean not null,
  reason text not null check (reason <> ''),
  fact text,
  answered_by text not null,
  answered_at timestamptz not null default clock_timestamp(),
  check (is_accepted = (fact is not null))
);
create trigger append_only before update or delete or truncate on objection_answer execute function refuse_change();

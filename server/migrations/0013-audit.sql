-- The audit trail: who did what, when, with what outcome; `platform` writes it, nobody changes it. Lines enter in the transaction of
-- the deed, without a place; a sealer numbers them, a second later, and hangs them on the chain (docs/formats/audit-trail.md).
create table audit_event (
  event bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('sign-in', 'grant', 'read', 'export', 'change', 'upkeep')),
  -- null: nobody had signed in, or the installation itself
  account text,
  roles text[] not null default '{}',
  reach text[] not null default '{}',
  action text not null check (action <> ''),
  route text,
  programme text,
  run integer,
  subject text,
  fact text,
  thing text,
  outcome text not null check (outcome <> ''),
  request text,
  -- keyed digest; the address itself stands nowhere
  address text check (address ~ '^[0-9a-f]{32}$'),
  -- about something that is kept from the person concerned: it stands in no answer to them
  masked boolean not null default false,
  sequence bigint unique check (sequence >= 1),
  digest bytea check (length(digest) = 32),
  check ((sequence is null) = (digest is null))
);
create index audit_event_waiting on audit_event (event) where sequence is null;
create index audit_event_at on audit_event (at, event);
create index audit_event_account on audit_event (account, at, event);
create index audit_event_subject on audit_event (subject, at, event);

-- One sealed batch: its lines, and the digest at its end, which rests on everything before it. It outlives its lines.
create table audit_batch (
  batch integer primary key check (batch >= 1),
  first_sequence bigint not null unique,
  last_sequence bigint not null check (last_sequence >= first_sequence),
  head bytea not null check (length(head) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  -- its lines were old enough and are gone
  removed_at timestamptz
);

-- A line is sealed once and stays; it goes only with its whole batch, after half a year at the earliest.
create function guard_audit_event() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.sequence is null then return new; end if;
  elsif tg_op = 'UPDATE' then
    if old.sequence is null and new.sequence is not null
        and to_jsonb(new) - 'sequence' - 'digest' = to_jsonb(old) - 'sequence' - 'digest' then
      return new;
    end if;
  elsif exists (select from (select * from audit_batch where first_sequence <= old.sequence order by first_sequence desc limit 1) b
      where b.last_sequence >= old.sequence and b.removed_at is not null) and old.at < clock_timestamp() - interval '180 days' then
    return old;
  end if;
  raise exception 'the audit trail stays as it was written' using errcode = 'restrict_violation';
end $$;
create trigger guarded before insert or update or delete on audit_event for each row execute function guard_audit_event();
create trigger never_emptied before truncate on audit_event execute function refuse_change();

create function guard_audit_batch() returns trigger language plpgsql as $$
begin
  if old.removed_at is null and new.removed_at is not null and old.sealed_at < clock_timestamp() - interval '180 days'
      and to_jsonb(new) - 'removed_at' = to_jsonb(old) - 'removed_at' then
    return new;
  end if;
  raise exception 'batch % of the audit trail stays as it was sealed', old.batch using errcode = 'restrict_violation';
end $$;
create trigger guarded before update on audit_batch for each row execute function guard_audit_batch();
create trigger never_removed before delete or truncate on audit_batch execute function refuse_change();

-- Whom a line is about, where its run says the programme.
create view audit_line as
  select e.event, e.at, e.kind, e.account, e.roles, e.reach, e.action, e.route, coalesce(e.programme, r.programme) as programme, e.run,
    e.subject, e.fact, e.thing, e.outcome, e.request, e.address, e.masked, e.sequence
  from audit_event e left join run r on r.id = e.run;

-- Stage `schemes` writes these.

create table scheme (
  programme text not null references programme,
  id text not null,
  primary key (programme, id)
);

-- A version is the bytes of its document; `digest` is their SHA-256.
create table scheme_version (
  programme text not null,
  scheme text not null,
  version integer not null check (version >= 1),
  recording integer not null references recording,
  name text not null,
  document text not null,
  digest text not null check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
  title jsonb not null,
  cycle text not null,
  synthetic boolean not null,
  effective_from date not null,
  effective_until date,
  primary key (programme, scheme, version),
  foreign key (programme, scheme) references scheme
);
create trigger append_only before update or delete or truncate on scheme_version execute function refuse_change();

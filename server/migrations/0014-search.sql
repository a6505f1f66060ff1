-- Search in names, without an extension: what of a name can be looked for, as texts in an array with an index.

-- Width, case and the dots inside names say nothing: 阿里木·热合曼 is found with and without.
create function folded(t text) returns text language sql immutable strict parallel safe as
  $$ select translate(lower(normalize(t, nfkc)), '·•・‧', '') $$;

-- Of Latin letters and digits every beginning of a word, marked with ^, up to eight signs. Of everything else each sign and each pair of
-- neighbours: a text of two signs or more is found where all of its pairs are.
create function name_grams(t text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
  f constant text := folded(t);
  found text := '';
  part text;
begin
  for part in select m[1] from regexp_matches(f, '[a-z0-9]+', 'g') m loop
    for n in 1..least(length(part), 8) loop
      found := found || ' ^' || left(part, n);
    end loop;
  end loop;
  for part in select m[1] from regexp_matches(f, '[^a-z0-9 \t\n\r!-/:-@\[-`{-~、。—–“”‘’《》〈〉「」『』【】〔〕]+', 'g') m loop
    for n in 1..length(part) loop
      found := found || ' ' || substr(part, n, 1);
      if n < length(part) then
        found := found || ' ' || substr(part, n, 2);
      end if;
    end loop;
  end loop;
  return string_to_array(ltrim(found), ' ');
end $$;

-- Beside that, for what stands first: the whole name in either language or the identifier (=), and the beginnings of the Chinese name (<).
create function subject_grams(zh text, en text, id text) returns text[] language sql immutable parallel safe as $$
  select array_remove(name_grams(concat_ws(' ', zh, en, id)) || array['=' || folded(zh), '=' || folded(en), '=' || folded(id)]
    || array['<' || left(folded(zh), 1), '<' || left(folded(zh), 2), '<' || left(folded(zh), 3), '<' || left(folded(zh), 4)], null)
$$;

-- A column that PostgreSQL computes: whoever records a subject cannot forget it, and no backup carries it.
alter table subject add column grams text[] not null
  generated always as (subject_grams(name->>'zh-CN', name->>'en', id)) stored;
-- What was just recorded waits in a list that every search reads through: it is kept short.
create index subject_grams on subject using gin (grams) with (gin_pending_list_limit = 1024);
-- What many have is found by walking in the order of the answer.
create index subject_order on subject (type, sort, id, programme);

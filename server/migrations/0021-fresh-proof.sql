-- When the holder of a session last proved who they are; null: the single sign-on does not say. What gives power or takes a
-- protection away is asked only of whoever has done so a short while ago.
alter table session add column proved_at timestamptz,
  -- by two factors: whoever holds a role that needs them has no other session
  add column is_twofold boolean not null default false;
update session set proved_at = case when way not like 'sso%' then created_at end, is_twofold = way not in ('password', 'sso');

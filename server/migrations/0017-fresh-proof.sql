-- When the holder of a session last proved who they are; null: the single sign-on does not say. What gives power or takes a
-- protection away is asked only of whoever has done so a short while ago.
alter table session add column proved_at timestamptz;
update session set proved_at = created_at where way not like 'sso%';

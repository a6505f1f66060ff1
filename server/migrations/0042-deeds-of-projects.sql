-- A deed may be taken from a project (milestone reached, or the project accepted), as it may from a figure. Stage `intake` writes it.
alter table deed
  add column project integer references project,
  -- absent: the acceptance of the project
  add column milestone integer check (milestone >= 1),
  drop constraint deed_origin_check,
  add constraint deed_origin_check check (origin in ('official', 'leader', 'facts', 'project')),
  add constraint deed_of_project check ((origin = 'project') = (project is not null) and (milestone is null or project is not null));
create index deed_project on deed (project) where project is not null;

drop view deed_standing;
create view deed_standing as
  select d.*, coalesce(a.act, 'own') as state, a.reason, a.acted_by, a.acted_at
  from deed d left join lateral (
    select act, reason, acted_by, acted_at from deed_act where deed = d.id order by id desc limit 1) a on true;

-- What has come of projects and can stand as a deed of whoever answers for it: milestones that are done, and acceptance. One event
-- has one key everywhere: that of a milestone is made from its numbers, that of an acceptance is the document that grants it.
create view project_event as
  select m.project, m.number as milestone, m.done as day, m.name as reached, '项目' || m.project || '-' || m.number as matter
  from project_milestone_standing m where m.done is not null
  union all
  select p.id, null, city_day(a.acted_at), null, a.document
  from project p join lateral (select acted_at, document from project_act
    where project = p.id and act = 'passed' and stage = 'accepted' order by id desc limit 1) a on true;

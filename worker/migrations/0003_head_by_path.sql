-- Heads lie in the order of the tree, so that the total of a part of it reads the rows of that part and no others.
-- A head's path is that of its expectation; moveUnit in registry.ts keeps the two equal.
create table head_by_path (
  sheet text not null,
  period text not null,
  path text not null,
  unit integer not null,
  rev integer not null,
  standing text not null check (standing in ('missing', 'waiting', 'returned', 'accepted')),
  figures text,
  rows integer not null,
  person integer,
  at text,
  on_time integer,
  primary key (sheet, period, path)
) strict, without rowid;

insert into head_by_path (sheet, period, path, unit, rev, standing, figures, rows, person, at, on_time)
select sheet, period, path, unit, rev, standing, figures, rows, person, at, on_time from head;

drop table head;
alter table head_by_path rename to head;
create index head_standing on head (standing, path);

-- scope: the ranges of paths that the total was added up over, as JSON. What it held is only a cache.
drop table total;
create table total (
  sheet text not null,
  period text not null,
  scope text not null,
  stage text not null,
  version integer not null,
  body text not null,
  primary key (sheet, period, scope, stage)
) strict, without rowid;

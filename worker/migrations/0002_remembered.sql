-- What a unit's people confirmed about the workbooks that they fill in, so that the next file is read right at once.
-- layout: what the columns under a set of headers mean (key: the headers' hash and the sheet); alias: another name of
-- the unit (key: the name). Holds texts of headers and names of units, never a value of a sheet. The newest replaces.
create table remembered (
  unit integer not null references unit (id),
  kind text not null check (kind in ('layout', 'alias')),
  key text not null,
  body text not null check (json_valid(body)),
  person integer not null references person (id),
  at text not null,
  primary key (unit, kind, key)
) strict, without rowid;

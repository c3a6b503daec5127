-- The store of Onesheet. What a person sent is never updated in place. Composite keys are WITHOUT ROWID, so
-- a row written is one row counted. No trigger, no BLOB; only SHA-256 of codes and tokens is kept.
-- Days are ISO days in UTC+8, moments are ISO in UTC.

create table unit (
  id integer primary key,
  name text not null
) strict;

-- Where a unit stands in a tree, from day to day. path names every id from the root down to the unit itself:
-- "/1/101/1001/". A unit lies at or below another when its path begins with the other's.
create table membership (
  tree text not null,
  unit integer not null references unit (id),
  parent integer references unit (id),
  from_day text not null,
  to_day text,
  path text not null,
  primary key (tree, unit, from_day)
) strict, without rowid;

create table person (
  id integer primary key,
  name text not null
) strict;

create table activation (
  hash text primary key,
  person integer not null references person (id),
  role text not null check (role in ('clerk', 'reviewer', 'superior')),
  unit integer not null references unit (id),
  expires text not null,
  used_at text
) strict, without rowid;

create table token (
  hash text primary key,
  person integer not null references person (id),
  role text not null check (role in ('clerk', 'reviewer', 'superior')),
  unit integer not null references unit (id),
  created text not null,
  expires text not null,
  last_used text not null,
  revoked_at text
) strict, without rowid;

-- Failed sign-ins of one address in one minute.
create table attempt (
  minute text not null,
  address text not null,
  failures integer not null,
  primary key (minute, address)
) strict, without rowid;

-- What is expected of a unit, frozen when the period opens: its place in the tree, and what is known of it.
create table expectation (
  sheet text not null,
  period text not null,
  unit integer not null references unit (id),
  due text not null,
  closes text not null,
  known text not null check (json_valid(known)),
  path text not null,
  primary key (sheet, period, unit)
) strict, without rowid;

-- One unit's tasks, and its periods of one sheet in their order. Written when a period opens, never after.
create index expectation_unit on expectation (unit, sheet, due);

-- Append-only. hash is chained to the revision before; body is base64(gzip(JSON of the rows)) and stands last,
-- so that reading the other columns does not walk over it.
create table revision (
  unit integer not null,
  sheet text not null,
  period text not null,
  rev integer not null,
  sheet_version integer not null,
  rows integer not null,
  on_time integer not null,
  person integer not null references person (id),
  at text not null,
  body_hash text not null,
  hash text not null,
  worksheet text not null,
  figures text not null check (json_valid(figures)),
  explanations text not null check (json_valid(explanations)),
  body text not null,
  primary key (unit, sheet, period, rev)
) strict, without rowid;

-- One row per expectation: where it stands, and the figures of the newest revision. A roll-up reads this only.
create table head (
  sheet text not null,
  period text not null,
  unit integer not null,
  path text not null,
  rev integer not null,
  standing text not null check (standing in ('missing', 'waiting', 'returned', 'accepted')),
  figures text,
  rows integer not null,
  person integer,
  at text,
  on_time integer,
  primary key (sheet, period, unit)
) strict, without rowid;

-- A reviewer's list reads the rows of that standing in that subtree and no others, for one row written more
-- when a standing changes.
create index head_standing on head (standing, path);

create table decision (
  unit integer not null,
  sheet text not null,
  period text not null,
  rev integer not null,
  verdict text not null check (verdict in ('accept', 'return')),
  reason text not null,
  notes text not null check (json_valid(notes)),
  person integer not null references person (id),
  at text not null,
  primary key (unit, sheet, period, rev, verdict)
) strict, without rowid;

-- Raised in the same batch by every submission, decision and change of expectations of a sheet and period.
create table pulse (
  sheet text not null,
  period text not null,
  version integer not null,
  primary key (sheet, period)
) strict, without rowid;

-- Cached totals, each with the pulse it was computed at: served only while the two are equal.
create table total (
  sheet text not null,
  period text not null,
  scope integer not null,
  stage text not null,
  version integer not null,
  body text not null,
  primary key (sheet, period, scope, stage)
) strict, without rowid;

create table audit (
  id integer primary key,
  at text not null,
  act text not null,
  person integer,
  unit integer,
  detail text not null
) strict;

// The statements of the peer: one row per row, a json_each insert per submission, a GROUP BY over all of them.

export const PEER_TABLE = `create table line (sheet text not null, period text not null, unit integer not null,
  n integer not null, data text not null, primary key (sheet, period, unit, n)) strict, without rowid`;

export const PEER_INSERT = `insert into line (sheet, period, unit, n, data)
  select ?1, ?2, ?3, key, value from json_each(?4)`;

export const PEER_TOTAL = `select data->>'vtype' as vtype, count(*) as events, sum(data->>'times') as times,
    sum(data->>'hours') as hours, sum(data->>'persons') as persons,
    sum(case when data->>'hours' is not null and data->>'times' is not null then data->>'hours' end) as over,
    sum(case when data->>'hours' is not null and data->>'times' is not null then data->>'times' end) as under
  from line where sheet = ?1 and period = ?2 group by 1`;

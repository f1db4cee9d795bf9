-- The session that holds the place to rebuild in. pg_locks shows a lock's number in two halves.
SELECT pid
FROM pg_locks
WHERE locktype = 'advisory'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (classid::bigint << 32) | objid::bigint = hashtext('projections-rebuild')
  AND objsubid = 1
  AND mode = 'ExclusiveLock'
  AND granted

-- While a rebuild runs, which its lock tells: how many entries the next generation of each view has
-- folded, of how many. A generation that was left by one, or flipped back from, is no rebuild.
SELECT live.view, sum(coalesce(next.position, 0))::bigint AS folded, sum(book.head)::bigint AS wanted
FROM unnest($1::text[], $2::int[]) AS live (view, generation)
CROSS JOIN eventlog.book
LEFT JOIN LATERAL (
    SELECT max(position) AS position FROM projections.checkpoint
    WHERE book_no = book.no AND view = live.view AND generation > live.generation
) AS next ON true
WHERE EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (classid::bigint << 32 | objid::bigint) = hashtext('projections-rebuild')::bigint)
GROUP BY live.view
HAVING count(next.position) > 0
ORDER BY live.view

-- Deletes texts that the batch's erasures name, each with the key that it alone lay under.
DELETE FROM eventlog.disclosure
USING unnest($2::bigint[], $3::text[], $4::bytea[]) AS erased (position, name, digest)
WHERE disclosure.book_no = $1 AND disclosure.position = erased.position
  AND disclosure.name = erased.name AND disclosure.digest = erased.digest

-- Views have seen a book up to a position; the rest tells where and why one stopped, if it did, and
-- in which shape it keeps its documents.
INSERT INTO projections.checkpoint
    (book_no, view, generation, position, stopped_at, error, failures, retry_at, shape)
SELECT $1, * FROM unnest(
    $2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::text[], $7::int[], $8::timestamptz[],
    $9::text[])
ON CONFLICT (book_no, view, generation)
DO UPDATE SET position = excluded.position, stopped_at = excluded.stopped_at,
    error = excluded.error, failures = excluded.failures, retry_at = excluded.retry_at

-- A view has seen a book up to $4; $5 to $8 tell where and why it stopped, if it did.
INSERT INTO projections.checkpoint
    (book_no, view, generation, position, stopped_at, error, failures, retry_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (book_no, view, generation)
DO UPDATE SET position = excluded.position, stopped_at = excluded.stopped_at,
    error = excluded.error, failures = excluded.failures, retry_at = excluded.retry_at

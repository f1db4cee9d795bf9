-- The entries at these positions.
SELECT position, bytes FROM eventlog.entry
WHERE book_no = $1 AND position = ANY ($2::bigint[])

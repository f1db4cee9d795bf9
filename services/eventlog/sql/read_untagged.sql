-- Entries by type alone, or all of them. Commands never ask this; the recorder's contract allows it.
SELECT position, bytes FROM eventlog.entry
WHERE book_no = $1 AND ($2::text[] IS NULL OR type = ANY ($2))
ORDER BY position

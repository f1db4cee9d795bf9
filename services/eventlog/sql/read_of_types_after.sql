-- The next entries of a book that are of some types, in order, for what was known at a moment.
SELECT position, bytes FROM eventlog.entry
WHERE book_no = $1 AND position > $2 AND type = ANY ($4::text[])
ORDER BY position LIMIT $3

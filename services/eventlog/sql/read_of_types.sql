-- The next entries of a book that are of some types, up to a position, in order, for a fold of views
-- that can do without the others.
SELECT position, bytes FROM eventlog.entry
WHERE book_no = $1 AND position > $2 AND position <= $3 AND type = ANY ($5::text[])
ORDER BY position LIMIT $4

-- The next entries of a book, in order, for views and feeds.
SELECT position, bytes FROM eventlog.entry
WHERE book_no = $1 AND position > $2
ORDER BY position LIMIT $3

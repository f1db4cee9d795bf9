-- The positions of all entries that carry any of these tags, for trails.
SELECT DISTINCT position FROM eventlog.entry_tag
WHERE book_no = $1 AND tag = ANY ($2::text[])
ORDER BY position

-- The position of the last entry of a type that carries a tag; none is 0.
SELECT coalesce(max(position), 0) FROM eventlog.entry_tag
WHERE book_no = $1 AND tag = $2 AND type = $3

-- The entries of one type that speak of entries at these positions (their tag is `entry:17`).
SELECT entry.position, entry.bytes
FROM eventlog.entry_tag JOIN eventlog.entry USING (book_no, position)
WHERE entry_tag.book_no = $1 AND entry_tag.type = $2
  AND entry_tag.tag = ANY (SELECT 'entry:' || of FROM unnest($3::bigint[]) AS of)

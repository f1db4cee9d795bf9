-- Entries of which a text is gone that no entry says was erased, and how many; at most $4 of them.
WITH recorded AS (
    SELECT entry.position, (position('\x5d'::bytea IN bytes) - 8) / 46 AS texts
    FROM eventlog.entry
    WHERE book_no = $1 AND substring(bytes FROM 1 FOR 8) = '\x7b225f7364223a5b'::bytea
), open AS (
    SELECT position, count(*) AS texts FROM eventlog.disclosure WHERE book_no = $1 GROUP BY position
), erased AS (
    SELECT substr(about.tag, 7)::bigint AS position, count(*) AS texts
    FROM eventlog.entry_tag AS listed
    JOIN eventlog.entry_tag AS about USING (book_no, position, type)
    WHERE listed.book_no = $1 AND listed.tag = $2 AND listed.type = $3
      AND starts_with(about.tag, 'entry:')
    GROUP BY 1
)
SELECT position, recorded.texts - coalesce(open.texts, 0) - coalesce(erased.texts, 0) AS missing
FROM recorded FULL JOIN open USING (position) LEFT JOIN erased USING (position)
WHERE recorded.texts IS DISTINCT FROM coalesce(open.texts, 0) + coalesce(erased.texts, 0)
ORDER BY position LIMIT $4

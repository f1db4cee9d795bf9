-- Tiles of a book's tree: the row of a completed one, else the hashes that it has so far.
SELECT wanted.level, wanted.number, coalesce(
    completed.hashes,
    CASE WHEN wanted.level = 0 THEN (
        SELECT string_agg(leaf_hash, ''::bytea ORDER BY position) FROM eventlog.entry
        WHERE book_no = $1
          AND position > wanted.number * 256 AND position <= wanted.number * 256 + 256
    ) ELSE (
        SELECT string_agg(below.root, ''::bytea ORDER BY below.number) FROM eventlog.subtree AS below
        WHERE below.book_no = $1 AND below.level = wanted.level - 1
          AND below.number >= wanted.number * 256 AND below.number < wanted.number * 256 + 256
    ) END,
    ''::bytea
) AS hashes
FROM unnest($2::int[], $3::bigint[]) AS wanted (level, number)
LEFT JOIN eventlog.subtree AS completed
    ON completed.book_no = $1
   AND completed.level = wanted.level AND completed.number = wanted.number

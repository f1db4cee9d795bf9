-- Subtrees of one level that were completed: their children are there, in the entries or one level
-- below.
INSERT INTO eventlog.subtree (book_no, level, number, root, hashes)
SELECT $1, $2, new.number, new.root, CASE WHEN $2 = 0 THEN (
    SELECT string_agg(leaf_hash, ''::bytea ORDER BY position) FROM eventlog.entry
    WHERE book_no = $1 AND position > new.number * 256 AND position <= new.number * 256 + 256
) ELSE (
    SELECT string_agg(below.root, ''::bytea ORDER BY below.number) FROM eventlog.subtree AS below
    WHERE below.book_no = $1 AND below.level = $2 - 1
      AND below.number >= new.number * 256 AND below.number < new.number * 256 + 256
) END
FROM unnest($3::bigint[], $4::bytea[]) AS new (number, root)

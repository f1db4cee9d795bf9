-- The last position of a book recorded no later than $2: found by halving, as times only ever grow.
WITH RECURSIVE halving (low, high) AS (
    SELECT 0::bigint, head FROM eventlog.book WHERE no = $1
    UNION ALL
    SELECT CASE WHEN entry.recorded_at <= $2 THEN entry.position ELSE low END,
        CASE WHEN entry.recorded_at <= $2 THEN high ELSE entry.position - 1 END
    FROM halving
    JOIN eventlog.entry ON entry.book_no = $1 AND entry.position = (low + high + 1) / 2
    WHERE low < high)
SELECT max(low) FROM halving

-- How many entries of some types there are beyond a position, up to another; no more than $5.
SELECT count(*) FROM (
    SELECT FROM eventlog.entry
    WHERE book_no = $1 AND position > $2 AND position <= $3 AND type = ANY ($4::text[])
    ORDER BY position LIMIT $5) AS entry

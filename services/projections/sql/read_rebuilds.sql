-- Of every view that is being rebuilt: how many entries its next generation has folded, of how many.
SELECT live.view, sum(coalesce(next.position, 0))::bigint AS folded, sum(book.head)::bigint AS wanted
FROM unnest($1::text[], $2::int[]) AS live (view, generation)
CROSS JOIN eventlog.book
LEFT JOIN LATERAL (
    SELECT max(position) AS position FROM projections.checkpoint
    WHERE book_no = book.no AND view = live.view AND generation > live.generation
) AS next ON true
GROUP BY live.view
HAVING count(next.position) > 0
ORDER BY live.view

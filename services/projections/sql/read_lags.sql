-- Of every book and view: how far it is, and when the first entry was recorded that it has not seen.
SELECT book.id AS book, live.view, coalesce(checkpoint.position, 0) AS position, book.head,
    checkpoint.stopped_at, checkpoint.error, unseen.recorded_at AS behind_since,
    live.generation IS NOT NULL AS is_made
FROM eventlog.book
CROSS JOIN unnest($1::text[], $2::int[]) AS live (view, generation)
LEFT JOIN projections.checkpoint ON checkpoint.book_no = book.no
    AND checkpoint.view = live.view AND checkpoint.generation = live.generation
LEFT JOIN eventlog.entry AS unseen ON unseen.book_no = book.no
    AND unseen.position = coalesce(checkpoint.position, 0) + 1
ORDER BY book.id, live.view

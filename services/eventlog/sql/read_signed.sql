-- Of every book: its head, its last signed head, and when the first entry beyond that was recorded.
SELECT book.id AS book, book.head, coalesce(signed.size, 0) AS signed, unsigned.recorded_at
FROM eventlog.book
LEFT JOIN LATERAL (
    SELECT size FROM eventlog.checkpoint WHERE book_no = book.no ORDER BY size DESC, no DESC LIMIT 1
) AS signed ON true
LEFT JOIN eventlog.entry AS unsigned ON unsigned.book_no = book.no
    AND unsigned.position = coalesce(signed.size, 0) + 1
ORDER BY book.id

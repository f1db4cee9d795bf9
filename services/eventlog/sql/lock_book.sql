-- One writer at a time: whoever holds this row's lock may append to the book.
SELECT no, recorded_at, head, frontier FROM eventlog.book WHERE id = $1 FOR UPDATE

-- Of a book's texts: how many its entries after $2 were recorded with, how many can still be read,
-- how many were erased. An entry with texts begins with their digests, 43 characters each.
SELECT head,
    (SELECT coalesce(sum((position('\x5d'::bytea IN bytes) - 8) / 46), 0) FROM eventlog.entry
     WHERE book_no = book.no AND entry.position > $2
       AND substring(bytes FROM 1 FOR 8) = '\x7b225f7364223a5b'::bytea)::bigint AS recorded,
    (SELECT count(*) FROM eventlog.disclosure WHERE book_no = book.no) AS open,
    (SELECT count(*) FROM eventlog.entry_tag
     WHERE book_no = book.no AND tag = $3 AND type = $4) AS erased
FROM eventlog.book WHERE no = $1

-- Writes the documents that a batch of entries changed.
INSERT INTO projections.document (book_no, view, generation, kind, key, sort, about, doc)
SELECT $1, $2, $3, kind, key, sort, string_to_array(about, E'\x1f'), doc::jsonb
FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS changed (kind, key, sort, about, doc)
ON CONFLICT (book_no, view, generation, kind, key)
DO UPDATE SET sort = excluded.sort, about = excluded.about, doc = excluded.doc

-- Writes the documents that a batch of entries changed, of all views at once.
INSERT INTO projections.document (book_no, view, generation, kind, key, sort, about, doc)
SELECT $1, view, generation, kind, key, sort, string_to_array(about, E'\x1f'), doc
FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS changed (view, generation, kind, key, sort, about, doc)
ON CONFLICT (book_no, view, generation, kind, key)
DO UPDATE SET sort = excluded.sort, about = excluded.about, doc = excluded.doc

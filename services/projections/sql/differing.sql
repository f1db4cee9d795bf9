-- The documents of a view and book that two of its generations do not have alike. Most are alike byte
-- for byte; the order of an object's keys is no difference.
SELECT kind, key, old.sort AS old_sort, old.about AS old_about, old.doc AS old_doc,
    new.sort AS new_sort, new.about AS new_about, new.doc AS new_doc
FROM (SELECT kind, key, sort, about, doc FROM projections.document
      WHERE book_no = $1 AND view = $2 AND generation = $3) AS old
FULL JOIN (SELECT kind, key, sort, about, doc FROM projections.document
           WHERE book_no = $1 AND view = $2 AND generation = $4) AS new USING (kind, key)
WHERE (old.sort, old.about) IS DISTINCT FROM (new.sort, new.about)
    OR old.doc IS DISTINCT FROM new.doc AND old.doc::jsonb IS DISTINCT FROM new.doc::jsonb
ORDER BY kind, key LIMIT $5

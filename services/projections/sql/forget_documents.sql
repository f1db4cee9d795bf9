-- Deletes the documents of generations of some views that have not seen a book up to $2.
DELETE FROM projections.document USING projections.checkpoint AS seen
WHERE document.book_no = $1 AND seen.book_no = $1 AND seen.position < $2
  AND seen.view = ANY ($3::text[])
  AND seen.view = document.view AND seen.generation = document.generation

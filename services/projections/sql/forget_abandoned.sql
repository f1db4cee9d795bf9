-- Deletes documents of generations that have no checkpoint: nobody reads them or ever will.
DELETE FROM projections.document
WHERE book_no = $1 AND NOT EXISTS (
    SELECT FROM projections.checkpoint AS seen
    WHERE seen.book_no = $1 AND seen.view = document.view
      AND seen.generation = document.generation)

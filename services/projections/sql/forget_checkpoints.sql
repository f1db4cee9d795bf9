-- Deletes the checkpoints of generations of some views that have not seen a book up to $2.
DELETE FROM projections.checkpoint
WHERE book_no = $1 AND position < $2 AND view = ANY ($3::text[])

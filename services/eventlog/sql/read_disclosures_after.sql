-- The next open texts of a book, in the order of its entries, for an export.
SELECT position, name, wrapped_key, ciphertext, digest FROM eventlog.disclosure
WHERE book_no = $1 AND (position, name) > ($2, $3) AND position <= $4
ORDER BY position, name LIMIT $5

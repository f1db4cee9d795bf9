-- The texts that are still open among a range of positions.
SELECT position, name, wrapped_key, ciphertext, digest FROM eventlog.disclosure
WHERE book_no = $1 AND position BETWEEN $2 AND $3

-- The texts that are still open at these positions.
SELECT position, name, wrapped_key, ciphertext, digest FROM eventlog.disclosure
WHERE book_no = $1 AND position = ANY ($2::bigint[])

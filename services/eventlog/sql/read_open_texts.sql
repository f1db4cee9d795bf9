-- Which texts of these entries are open, by their digests; nothing is decrypted.
SELECT position, name, digest FROM eventlog.disclosure
WHERE book_no = $1 AND position = ANY ($2::bigint[])

-- The newest texts that are there, of whatever book, to see whether a master key opens them.
SELECT name, digest, wrapped_key, ciphertext FROM eventlog.disclosure
ORDER BY book_no DESC, position DESC LIMIT $1

-- The answers already given to these commands.
SELECT id, fingerprint, answer FROM eventlog.command WHERE book_no = $1 AND id = ANY ($2::uuid[])

-- A signed checkpoint, unless it is kept already. What lasts is the signer's file, so this commit
-- does not wait for the disk, and does not make the writer's commits wait.
WITH lazily AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO eventlog.checkpoint (book_no, size, signed_at, root, note)
SELECT $1, $2, $3, $4, $5 FROM lazily
WHERE NOT EXISTS (
    SELECT FROM eventlog.checkpoint WHERE book_no = $1 AND size = $2 AND note = $5
)

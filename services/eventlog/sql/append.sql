-- Everything that a batch of commands recorded, in one statement: entries, tags, disclosures,
-- answers, completed subtrees, and the book's new head with the edge of its tree.
-- A subtree's hashes are those that the rows before this batch hold, then the batch's own.
WITH entries AS (
    INSERT INTO eventlog.entry
        (book_no, position, event_id, type, occurred_at, recorded_at, bytes, leaf_hash)
    SELECT $1, * FROM unnest(
        $4::bigint[], $5::uuid[], $6::text[], $7::timestamptz[], $8::timestamptz[],
        $9::bytea[], $10::bytea[])
), tags AS (
    INSERT INTO eventlog.entry_tag (book_no, position, tag, type)
    SELECT $1, * FROM unnest($11::bigint[], $12::text[], $13::text[])
), disclosures AS (
    INSERT INTO eventlog.disclosure (book_no, position, name, digest, wrapped_key, ciphertext)
    SELECT $1, * FROM unnest($14::bigint[], $15::text[], $16::bytea[], $17::bytea[], $18::bytea[])
), answers AS (
    INSERT INTO eventlog.command (book_no, id, fingerprint, answer)
    SELECT $1, * FROM unnest($19::uuid[], $20::bytea[], $21::bytea[])
), subtrees AS (
    INSERT INTO eventlog.subtree (book_no, level, number, root, hashes)
    SELECT $1, new.level, new.number, new.root, coalesce(
        CASE WHEN new.level = 0 THEN (
            SELECT string_agg(leaf_hash, ''::bytea ORDER BY position) FROM eventlog.entry
            WHERE book_no = $1
              AND position > new.number * 256 AND position <= new.number * 256 + 256
        ) ELSE (
            SELECT string_agg(below.root, ''::bytea ORDER BY below.number)
            FROM eventlog.subtree AS below
            WHERE below.book_no = $1 AND below.level = new.level - 1
              AND below.number >= new.number * 256 AND below.number < new.number * 256 + 256
        ) END,
        ''::bytea
    ) || new.hashes
    FROM unnest($22::int[], $23::bigint[], $24::bytea[], $25::bytea[])
        AS new (level, number, root, hashes)
)
UPDATE eventlog.book SET head = $2, recorded_at = $3, frontier = $26 WHERE no = $1

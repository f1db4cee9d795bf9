-- Everything that a batch of commands recorded, in one statement: entries, tags, disclosures,
-- answers, and the book's new head.
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
)
UPDATE eventlog.book SET head = $2, recorded_at = $3 WHERE no = $1

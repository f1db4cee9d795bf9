-- Everything that a batch of commands recorded, in one statement: the book's new head with the edge
-- of its tree, and entries, tags, disclosures and answers. It takes effect only if the book's tree
-- still has the edge that the batch was decided at; otherwise it answers that it did nothing.
-- The entries are the last up to the new head, so their positions need not be said, nor the types
-- of their tags: to send an array costs the writer more than it costs PostgreSQL to find out.
WITH book AS (
    UPDATE eventlog.book SET head = $3, recorded_at = $4, frontier = $5
    WHERE no = $1 AND frontier = $2
    RETURNING no
), given AS (
    SELECT book.no AS book_no, $3 - cardinality($6::uuid[]) + number AS position, entry.*
    FROM book, unnest(
        $6::uuid[], $7::text[], $8::timestamptz[], $9::bytea[], $10::bytea[], $11::text[]
    ) WITH ORDINALITY AS entry (event_id, type, occurred_at, bytes, leaf_hash, tags, number)
), entries AS (
    INSERT INTO eventlog.entry
        (book_no, position, event_id, type, occurred_at, recorded_at, bytes, leaf_hash)
    SELECT book_no, position, event_id, type, occurred_at, $4, bytes, leaf_hash FROM given
), tags AS (
    INSERT INTO eventlog.entry_tag (book_no, position, tag, type)
    SELECT book_no, position, tag, type FROM given, jsonb_array_elements_text(tags::jsonb) AS tag
), disclosures AS (
    INSERT INTO eventlog.disclosure (book_no, position, name, digest, wrapped_key, ciphertext)
    SELECT book.no, text.* FROM book, unnest(
        $12::bigint[], $13::text[], $14::bytea[], $15::bytea[], $16::bytea[]) AS text
), answers AS (
    INSERT INTO eventlog.command (book_no, id, fingerprint, answer)
    SELECT book.no, answer.* FROM book, unnest($17::uuid[], $18::bytea[], $19::bytea[]) AS answer
)
SELECT EXISTS (SELECT FROM book)

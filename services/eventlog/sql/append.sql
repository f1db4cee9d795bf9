-- Everything that a batch of commands recorded, in one statement: the book's new head with the edge
-- of its tree, and entries, tags, disclosures and answers. It takes effect only if the book's tree
-- still has the edge that the batch was decided at; otherwise it answers that it did nothing.
WITH book AS (
    UPDATE eventlog.book SET head = $3, recorded_at = $4, frontier = $5
    WHERE no = $1 AND frontier = $2
    RETURNING no
), entries AS (
    INSERT INTO eventlog.entry
        (book_no, position, event_id, type, occurred_at, recorded_at, bytes, leaf_hash)
    SELECT book.no, entry.* FROM book, unnest(
        $6::bigint[], $7::uuid[], $8::text[], $9::timestamptz[], $10::timestamptz[],
        $11::bytea[], $12::bytea[]) AS entry
), tags AS (
    INSERT INTO eventlog.entry_tag (book_no, position, tag, type)
    SELECT book.no, tag.* FROM book, unnest($13::bigint[], $14::text[], $15::text[]) AS tag
), disclosures AS (
    INSERT INTO eventlog.disclosure (book_no, position, name, digest, wrapped_key, ciphertext)
    SELECT book.no, text.* FROM book, unnest(
        $16::bigint[], $17::text[], $18::bytea[], $19::bytea[], $20::bytea[]) AS text
), answers AS (
    INSERT INTO eventlog.command (book_no, id, fingerprint, answer)
    SELECT book.no, answer.* FROM book, unnest($21::uuid[], $22::bytea[], $23::bytea[]) AS answer
)
SELECT EXISTS (SELECT FROM book)

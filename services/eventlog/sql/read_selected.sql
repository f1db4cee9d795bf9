-- The entries that have one of a selector's types and its tag.
-- A selector of several types is several rows of `wanted` with one slot; no type means every type.
-- OFFSET 0 keeps the steps in this order, each a look into one index, whatever is known of the
-- tables when the plan is made: an empty book's plan must not be a full book's burden.
WITH wanted AS (
    SELECT * FROM unnest($2::int[], $3::text[], $4::text[]) AS w (slot, type, tag)
), hits AS (
    SELECT wanted.slot, hit.position
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT position FROM eventlog.entry_tag
        WHERE book_no = $1 AND entry_tag.tag = wanted.tag AND entry_tag.type = wanted.type
        OFFSET 0
    ) AS hit
    WHERE wanted.type IS NOT NULL
    UNION ALL
    SELECT wanted.slot, hit.position
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT position FROM eventlog.entry_tag
        WHERE book_no = $1 AND entry_tag.tag = wanted.tag
        OFFSET 0
    ) AS hit
    WHERE wanted.type IS NULL
)
SELECT hits.slot, entry.position, entry.bytes
FROM hits
CROSS JOIN LATERAL (
    SELECT position, bytes FROM eventlog.entry
    WHERE book_no = $1 AND entry.position = hits.position
    OFFSET 0
) AS entry
ORDER BY hits.slot, entry.position

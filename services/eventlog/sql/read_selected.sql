-- The entries that each wanted selector matches: any of its types, all of its tags.
-- A selector of several types is several rows of `wanted` with one slot; no type means every type.
-- `others` are the tags beyond the first, joined by the unit separator.
-- OFFSET 0 keeps the steps in this order, each a look into one index, whatever is known of the
-- tables when the plan is made: an empty book's plan must not be a full book's burden.
WITH wanted AS (
    SELECT slot, type, tag, string_to_array(nullif(others, ''), E'\x1f') AS others
    FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) AS w (slot, type, tag, others)
), hits AS (
    SELECT wanted.slot, wanted.others, hit.position, hit.type
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT position, type FROM eventlog.entry_tag
        WHERE book_no = $1 AND entry_tag.tag = wanted.tag AND entry_tag.type = wanted.type
        OFFSET 0
    ) AS hit
    WHERE wanted.type IS NOT NULL
    UNION ALL
    SELECT wanted.slot, wanted.others, hit.position, hit.type
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT position, type FROM eventlog.entry_tag
        WHERE book_no = $1 AND entry_tag.tag = wanted.tag
        OFFSET 0
    ) AS hit
    WHERE wanted.type IS NULL
)
SELECT hits.slot, entry.position, entry.bytes
FROM hits
CROSS JOIN LATERAL (
    SELECT count(*) AS missing
    FROM unnest(hits.others) AS other (tag)
    LEFT JOIN LATERAL (
        SELECT 1 AS found FROM eventlog.entry_tag
        WHERE book_no = $1
          AND entry_tag.tag = other.tag
          AND entry_tag.type = hits.type
          AND entry_tag.position = hits.position
        OFFSET 0
    ) AS carried ON true
    WHERE carried.found IS NULL
) AS others
CROSS JOIN LATERAL (
    SELECT position, bytes FROM eventlog.entry
    WHERE book_no = $1 AND entry.position = hits.position
    OFFSET 0
) AS entry
WHERE others.missing = 0
ORDER BY hits.slot, entry.position

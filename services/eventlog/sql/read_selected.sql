-- The entries that each wanted selector matches: any of its types, all of its tags.
-- A selector of several types is several rows of `wanted` with one slot; no type means every type.
-- `others` are the tags beyond the first, joined by the unit separator.
WITH wanted AS (
    SELECT * FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) AS w (slot, type, tag, others)
), found AS (
    SELECT wanted.slot, wanted.others, hit.position
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT position FROM eventlog.entry_tag
        WHERE book_no = $1 AND entry_tag.tag = wanted.tag AND entry_tag.type = wanted.type
    ) AS hit
    WHERE wanted.type IS NOT NULL
    UNION ALL
    SELECT wanted.slot, wanted.others, hit.position
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT position FROM eventlog.entry_tag WHERE book_no = $1 AND entry_tag.tag = wanted.tag
    ) AS hit
    WHERE wanted.type IS NULL
)
SELECT found.slot, entry.position, entry.bytes
FROM found
JOIN eventlog.entry ON entry.book_no = $1 AND entry.position = found.position
WHERE NOT EXISTS (
    SELECT FROM unnest(string_to_array(nullif(found.others, ''), E'\x1f')) AS other (tag)
    WHERE NOT EXISTS (
        SELECT FROM eventlog.entry_tag
        WHERE entry_tag.book_no = $1
          AND entry_tag.tag = other.tag
          AND entry_tag.type = entry.type
          AND entry_tag.position = found.position
    )
)
ORDER BY found.slot, entry.position

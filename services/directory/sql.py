"""The questions that the directory is asked, in SQL. Days on which spells begin and end count."""

# Of overlapping spells the last to begin counts, and of those that begin together the longest.
LIVE_MEMBERSHIPS = """
SELECT practice, pcn, started_on, ended_on FROM (
    SELECT DISTINCT ON (practice) practice, pcn, started_on, ended_on FROM directory.memberships
    WHERE started_on <= $1 AND (ended_on IS NULL OR ended_on >= $1)
    ORDER BY practice, started_on DESC, ended_on DESC NULLS FIRST, pcn
) AS live ORDER BY pcn, practice
"""

# The list sizes of the latest day that was published, so that a practice which has closed since
# the one before is not counted twice.
PCN_PRACTICES = """
WITH live AS (
    SELECT DISTINCT ON (practice) practice, pcn FROM directory.memberships
    WHERE started_on <= $1 AND (ended_on IS NULL OR ended_on >= $1)
    ORDER BY practice, started_on DESC, ended_on DESC NULLS FIRST, pcn
)
SELECT live.pcn, live.practice, size.patients FROM live
LEFT JOIN directory.list_sizes AS size ON size.practice = live.practice
    AND size.as_at = (SELECT max(as_at) FROM directory.list_sizes WHERE as_at <= $1)
WHERE $2::text[] IS NULL OR live.pcn = ANY ($2)
ORDER BY live.pcn, live.practice
"""

# Each fact from the newest edition that states it. A PCN with a spell that goes on is not closed;
# where no file states its days, they are those of its first and last member.
PCN_FACTS = """
WITH told AS (
    SELECT code,
        (array_agg(name ORDER BY as_at DESC, edition DESC)
            FILTER (WHERE name IS NOT NULL))[1] AS name,
        (array_agg(commissioner ORDER BY as_at DESC, edition DESC)
            FILTER (WHERE commissioner IS NOT NULL))[1] AS sub_icb,
        (array_agg(opened_on ORDER BY as_at DESC, edition DESC)
            FILTER (WHERE opened_on IS NOT NULL))[1] AS opened_on,
        (array_agg(closed_on ORDER BY as_at DESC, edition DESC)
            FILTER (WHERE closed_on IS NOT NULL))[1] AS closed_on
    FROM directory.organisations AS organisation
    JOIN directory.editions ON editions.id = organisation.edition
    WHERE code = ANY ($2) AND organisation.kind = 'pcn' GROUP BY code
), sub_icbs AS (
    SELECT DISTINCT ON (code) code, name FROM directory.organisations AS organisation
    JOIN directory.editions ON editions.id = organisation.edition
    WHERE organisation.kind = 'sub_icb' AND name IS NOT NULL
    ORDER BY code, as_at DESC, edition DESC
), spells AS (
    SELECT pcn AS code, min(started_on) AS first_day, max(ended_on) AS last_day,
        bool_or(ended_on IS NULL) AS goes_on
    FROM directory.memberships WHERE pcn = ANY ($2) GROUP BY pcn
)
SELECT told.code, told.name, told.sub_icb, sub_icbs.name AS sub_icb_name,
    coalesce(told.opened_on, spells.first_day) AS opened_on,
    CASE WHEN NOT coalesce(spells.goes_on, false)
        THEN coalesce(told.closed_on, spells.last_day) END AS closed_on,
    (SELECT max(as_at) FROM directory.list_sizes WHERE as_at <= $1) AS sizes_as_at
FROM told LEFT JOIN sub_icbs ON sub_icbs.code = told.sub_icb
LEFT JOIN spells ON spells.code = told.code
WHERE $3::text IS NULL OR told.sub_icb = $3
ORDER BY told.code
"""

# The last spell of each practice in a PCN that it is not in on the day any more.
FORMER_PRACTICES = """
SELECT pcn, practice, max(ended_on) AS ended_on FROM directory.memberships AS spell
WHERE pcn = ANY ($2) AND started_on <= $1
GROUP BY pcn, practice HAVING max(coalesce(ended_on, 'infinity')) < $1
ORDER BY pcn, practice
"""

PRACTICE_NAMES = """
SELECT DISTINCT ON (code) code, name FROM directory.organisations AS organisation
JOIN directory.editions AS edition ON edition.id = organisation.edition
WHERE code = ANY ($1) AND organisation.kind = 'practice' AND name IS NOT NULL
ORDER BY code, as_at DESC, edition DESC
"""

# Codes of Welsh practices begin with W; they are in epraccur and belong to no PCN. Practices of
# the Channel Islands are not in England either and have no digit in second place.
PRACTICES_WITHOUT_PCN = """
SELECT code FROM directory.organisations AS practice
WHERE said_by = 'practices' AND status = 'active' AND is_gp_practice AND code !~ '^W|^[A-Z]{2}'
    AND (opened_on IS NULL OR opened_on <= $1) AND (closed_on IS NULL OR closed_on >= $1)
    AND NOT EXISTS (
        SELECT FROM directory.memberships AS spell WHERE spell.practice = practice.code
            AND spell.started_on <= $1 AND (spell.ended_on IS NULL OR spell.ended_on >= $1)
    )
ORDER BY code
"""

# For each practice that stayed to the last day of a closed PCN: the spell that came next, if it
# had begun by the day asked for.
WENT_TO = """
WITH last_spells AS (
    SELECT practice, ended_on FROM directory.memberships AS spell
    WHERE pcn = $1 AND ended_on = (
        SELECT max(coalesce(ended_on, 'infinity')) FROM directory.memberships WHERE pcn = $1
    )
)
SELECT last_spell.practice, last_spell.ended_on AS closed_on, next_spell.pcn, next_spell.started_on
FROM last_spells AS last_spell LEFT JOIN LATERAL (
    SELECT pcn, started_on FROM directory.memberships AS spell
    WHERE spell.practice = last_spell.practice AND spell.pcn <> $1 AND spell.started_on <= $2
        AND (spell.ended_on IS NULL OR spell.ended_on > last_spell.ended_on)
    ORDER BY started_on, pcn LIMIT 1
) AS next_spell ON true
ORDER BY last_spell.practice
"""

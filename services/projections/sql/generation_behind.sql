-- By book, how many entries a generation of views lacks of what another has seen.
SELECT seen.book_no, max(seen.position - coalesce(other.position, 0)) AS entries
FROM unnest($1::text[], $2::int[], $3::int[]) AS step (view, before, after)
JOIN projections.checkpoint AS seen ON seen.view = step.view AND seen.generation = step.before
LEFT JOIN projections.checkpoint AS other ON other.view = step.view
    AND other.generation = step.after AND other.book_no = seen.book_no
WHERE seen.position > coalesce(other.position, 0)
GROUP BY seen.book_no

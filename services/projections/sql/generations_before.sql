-- The newest generation before the live one of each of some views, of the same shape.
SELECT view, max(seen.generation) AS generation
FROM unnest($1::text[], $2::text[]) AS wanted (view, shape)
JOIN projections.live_generation AS live USING (view, shape)
JOIN projections.checkpoint AS seen USING (view, shape)
WHERE seen.generation < live.generation
GROUP BY view

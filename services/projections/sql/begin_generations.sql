-- Where nothing was ever folded, what will be folded first is what readers see.
INSERT INTO projections.live_generation (view, shape, generation)
SELECT view, shape, 1 + coalesce(
    (SELECT max(generation) FROM projections.live_generation AS other
     WHERE other.view = wanted.view), 0)
FROM unnest($1::text[], $2::text[]) AS wanted (view, shape)
WHERE NOT EXISTS (SELECT FROM projections.checkpoint)
ON CONFLICT DO NOTHING

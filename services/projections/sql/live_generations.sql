-- Which generation of some views readers see, of the shape that each has here.
SELECT view, generation FROM projections.live_generation
JOIN unnest($1::text[], $2::text[]) AS wanted (view, shape) USING (view, shape)

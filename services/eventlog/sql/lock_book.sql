-- One writer at a time: whoever holds this row's lock may append to the book.
-- Until it commits, its statements walk the indexes, by a plan that is made once. A plan made anew
-- costs more than it saves; one made while tables are small would read them whole ever after.
SELECT no, head, recorded_at, frontier,
    set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('enable_seqscan', 'off', true)
FROM eventlog.book WHERE id = $1 FOR UPDATE

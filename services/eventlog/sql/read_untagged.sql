-- Entries by type alone, or all of them. Of commands only the adopting of terms asks this.
SELECT position, bytes FROM eventlog.entry
WHERE book_no = $1 AND ($2::text[] IS NULL OR type = ANY ($2))
ORDER BY position

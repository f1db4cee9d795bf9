"""Reference data beside the books: who exists in general practice in England, and since when, from ODS files."""

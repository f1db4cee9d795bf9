"""The record: books of immutable entries, the only room that knows the log's tables."""

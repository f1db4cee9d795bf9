"""The record: books of immutable entries, their tags, disclosures and tree. The only room that knows the log's tables."""

"""The published language: the events of a book as Python types, JSON Schema and examples."""

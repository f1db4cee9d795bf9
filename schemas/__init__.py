"""The published language: events as Python types, JSON Schema and examples."""

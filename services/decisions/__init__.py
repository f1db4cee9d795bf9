"""Writes: one slice per command, grouped by subject. Load facts, decide, append."""

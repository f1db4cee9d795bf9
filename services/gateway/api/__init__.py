"""The HTTP API under /v1: one file a kind of route."""

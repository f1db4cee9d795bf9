"""Offline verifier of a book. Imports no other room."""

"""Reads: one file per question under views/, kept up to date by the runner; minutes."""

"""Reads: one file per question under views/, what they reckon with, the runner, and minutes."""

"""The story, chapter by chapter, in the order of time."""

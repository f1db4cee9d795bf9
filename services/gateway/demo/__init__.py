"""The demo: the main job as one story, played through the public HTTP API for a small place."""

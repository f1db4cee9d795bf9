"""The doors: HTTP API, command line, settings, identity. app.py is the composition root."""
